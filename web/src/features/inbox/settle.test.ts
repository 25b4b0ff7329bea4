import { seededWorld } from '@mock/seed'
import { rowOf } from '@mock/world'
import { describe, expect, it } from 'vitest'
import type { Row } from '@/api/types'
import { settle } from './settle'

const template = rowOf([...seededWorld(1).conversations.values()][0]?.detail as never)
const row = (id: string, minute: number): Row => ({
  ...template,
  id,
  last_activity_at: `2026-11-03T14:${String(minute).padStart(2, '0')}:00Z`,
})
const names = (settled: ReturnType<typeof settle>) =>
  settled.rows.map(({ row, gone }) => (gone ? `(${row.id})` : row.id))
const none = new Set<string>()

describe('a list that is not held', () => {
  it('shows what is there', () => {
    expect(names(settle(null, [row('b', 9), row('a', 5)], none))).toEqual(['b', 'a'])
  })
})

describe('a held list', () => {
  const held = [row('b', 9), row('a', 5)]

  it('keeps new rows waiting and counts them', () => {
    const settled = settle(held, [row('c', 12), ...held], none)
    expect(names(settled)).toEqual(['b', 'a'])
    expect(settled.waiting).toBe(1)
  })

  it('shows the new content of a row that moved up, in its old place', () => {
    const moved = { ...row('a', 20), unread: 3 }
    const settled = settle(held, [moved, row('b', 9)], none)
    expect(settled.rows[1]?.row).toBe(moved)
    expect(settled.waiting).toBe(1)
  })

  it('greys a row that somebody else took away', () => {
    expect(names(settle(held, [row('a', 5)], none))).toEqual(['(b)', 'a'])
  })

  it('lets go at once of a row that this agent acted on', () => {
    expect(names(settle(held, [row('a', 5)], new Set(['b'])))).toEqual(['a'])
  })

  it('grows at its end while scrolling', () => {
    const settled = settle(held, [...held, row('z', 1)], none)
    expect(names(settled)).toEqual(['b', 'a', 'z'])
    expect(settled.waiting).toBe(0)
  })
})
