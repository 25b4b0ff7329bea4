/** Who works at the demo store. */
export const people = {
  ana: { email: 'ana@fernandthread.example', name: 'Ana Whitlock' },
  marcus: { email: 'marcus@fernandthread.example', name: 'Marcus Bell' },
  ruth: { email: 'ruth@fernandthread.example', name: 'Ruth Okafor' },
}

export type Person = keyof typeof people

/** Everybody's, in the demo store only. */
export const password = 'velvet-otter-42-lanterns'
