import { explain, Problem } from './problem'

/**
 * What to say beside which field of a form. The server points at the field of the body that it refuses; whatever is about
 * no field of the form is said beside `otherwise`.
 */
export function fieldErrors<F extends string>(
  error: unknown,
  fields: readonly F[],
  otherwise: F,
): Partial<Record<F, string>> {
  if (!error) return {}
  const pointed = error instanceof Problem ? fields.find((field) => error.pointer === `/body/${field}`) : undefined
  return { [pointed ?? otherwise]: explain(error) } as Partial<Record<F, string>>
}
