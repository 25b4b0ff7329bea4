import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

/** What the project has agreed on, as tests. Each failure says what to do. */
const root = import.meta.dirname

function filesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && entry.name !== 'schema.d.ts')
    .map((entry) => join(entry.parentPath, entry.name))
}
const files = filesOf(root).map((path) => ({ name: relative(root, path), text: readFileSync(path, 'utf8') }))
const app = files.filter(({ name }) => !name.endsWith('.test.ts') && !name.endsWith('.test.tsx'))
const components = app.filter(({ name }) => name.endsWith('.tsx'))

describe('the code of the app', () => {
  it('names every colour and size by its token: put a missing one into ui/tokens.css', () => {
    const arbitrary = /(?:className|class)[^\n]*(?:#[0-9a-f]{3,8}\b|-\[[^\]&]*(?:px|rem|#|rgb|oklch)[^\]]*\])/i
    expect(components.filter(({ text }) => arbitrary.test(text)).map(({ name }) => name)).toEqual([])
  })

  it('keeps features apart: compose two of them in a route, share through live, commands, lib or ui', () => {
    const crossing = app.flatMap(({ name, text }) => {
      const own = /^features\/([^/]+)\//.exec(name)?.[1]
      if (!own) return []
      const others = [...text.matchAll(/from '@\/features\/([^/']+)/g)].map((match) => match[1])
      return others.filter((other) => other !== own).map((other) => `${name} imports ${other}`)
    })
    expect(crossing).toEqual([])
  })

  it('reaches the network in one place: add an operation to src/api', () => {
    const reaching = app.filter(({ name, text }) => /\bfetch\(/.test(text) && name !== join('api', 'session.ts'))
    expect(reaching.map(({ name }) => name)).toEqual([])
  })

  it('keeps ui free of what it shows: no feature, route or live import', () => {
    const knowing = app.filter(
      ({ name, text }) => name.startsWith('ui/') && /from '@\/(features|routes|live|app)\//.test(text),
    )
    expect(knowing.map(({ name }) => name)).toEqual([])
  })

  it('keeps files to one subject: split those beyond 400 lines', () => {
    expect(files.filter(({ text }) => text.split('\n').length > 400).map(({ name }) => name)).toEqual([])
  })
})
