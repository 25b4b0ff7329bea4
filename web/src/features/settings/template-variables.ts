// Variables in double braces, as the server fills them in: `{{ name }}`.

const variable = /\{\{\s*([a-z_][a-z0-9_.]*)\s*\}\}/gi

export function variablesOf(body: string): string[] {
  return [...new Set([...body.matchAll(variable)].map((match) => match[1] as string))]
}

/** The body with examples in place of variables; unknown ones stay visible, so that nobody takes them for filled. */
export function previewTemplate(body: string, examples: Readonly<Record<string, string>>): string {
  return body.replaceAll(variable, (whole, name: string) => examples[name] ?? whole)
}
