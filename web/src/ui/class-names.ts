/** Joins what is there, so that conditional classes read as a list. */
export const cx = (...classes: (string | false | null | undefined)[]): string => classes.filter(Boolean).join(' ')
