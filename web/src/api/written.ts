/**
 * Reading your own writes: every write answers with its log position, and for a moment after it reads ask for a view
 * that has got at least that far.
 */
const memory = { position: 0, until: 0 }
const attentionMs = 10_000

export function noteWritten<T extends { position: number }>(written: T): T {
  memory.position = Math.max(memory.position, written.position)
  memory.until = performance.now() + attentionMs
  return written
}

export function atLeast(): number | undefined {
  return performance.now() < memory.until ? memory.position : undefined
}
