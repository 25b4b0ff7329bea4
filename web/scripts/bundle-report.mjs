// What a browser fetches before the inbox works: the entry, the inbox page, and everything they import at once.
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const limitKb = 170
const dist = new URL('../dist/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'))

const first = new Set()
function follow(key) {
  const chunk = manifest[key]
  if (!chunk || first.has(chunk.file)) return
  first.add(chunk.file)
  for (const imported of chunk.imports ?? []) follow(imported)
}
follow('index.html')
follow('src/routes/inbox.tsx')

const kb = (file) => gzipSync(readFileSync(new URL(file, dist))).length / 1000
const sizes = [...first].map((file) => ({ file, size: kb(file) })).sort((a, b) => b.size - a.size)
const total = sizes.reduce((sum, { size }) => sum + size, 0)
for (const { file, size } of sizes) process.stdout.write(`${size.toFixed(1).padStart(8)} kB  ${file}\n`)
process.stdout.write(`${total.toFixed(1).padStart(8)} kB  first load, compressed (at most ${limitKb})\n`)
if (total > limitKb) {
  process.stderr.write('The first load is too big: load something only when it is opened.\n')
  process.exit(1)
}
