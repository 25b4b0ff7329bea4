// What a template becomes, before it is saved. The server fills templates by a full engine; this knows the part that
// texts need: `{{ name }}`, `{{ name | default("there") }}` and `{% if name %}…{% else %}…{% endif %}`. Whatever else
// stands in a template stays visible as it is.

export type Values = Readonly<Record<string, string>>

const tag = /(\{\{.*?\}\}|\{%.*?%\})/s
const insertion = /^\{\{\s*([a-z_]\w*)\s*(?:\|\s*default\(\s*(["'])(.*?)\2\s*\)\s*)?\}\}$/i
const condition = /^\{%-?\s*if\s+([a-z_]\w*)(?:\s+is\s+defined)?\s*-?%\}$/i
const otherwise = /^\{%-?\s*else\s*-?%\}$/
const end = /^\{%-?\s*endif\s*-?%\}$/

/** Names that are filled in, in the order they stand. */
export function variablesOf(body: string): string[] {
  const names = body.split(tag).map((part) => insertion.exec(part)?.[1])
  return [...new Set(names.filter((name) => name !== undefined))]
}

/** Variables that the template can do without: it asks for them, or has something else to say. */
export function isOptional(body: string, name: string): boolean {
  return body.split(tag).some((part) => {
    const inserted = insertion.exec(part)
    return condition.exec(part)?.[1] === name || (inserted?.[1] === name && inserted[2] !== undefined)
  })
}

export function previewTemplate(body: string, values: Values): string {
  const parts = body.split(tag)
  let text = ''
  // One entry for each `if` that is open: whether its current branch is shown.
  const branches: boolean[] = []
  for (const part of parts) {
    const asked = condition.exec(part)?.[1]
    if (asked !== undefined) branches.push(asked in values)
    else if (otherwise.test(part) && branches.length > 0) branches.push(!branches.pop())
    else if (end.test(part) && branches.length > 0) branches.pop()
    else if (branches.every(Boolean)) text += inserted(part, values)
  }
  return text.trim()
}

function inserted(part: string, values: Values): string {
  const match = insertion.exec(part)
  if (!match) return part
  return values[match[1] ?? ''] ?? match[3] ?? part
}
