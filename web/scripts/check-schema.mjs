// Fails when the types made from the API document are not the ones in the repository.
import { readFileSync } from 'node:fs'
import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript'

const document = new URL('../../openapi/openapi.json', import.meta.url)
const kept = readFileSync(new URL('../src/api/schema.d.ts', import.meta.url), 'utf8')
const made = COMMENT_HEADER + astToString(await openapiTS(document))
if (made !== kept) {
  process.stderr.write('src/api/schema.d.ts is stale: run `npm run generate` and review the difference.\n')
  process.exit(1)
}
process.stdout.write('src/api/schema.d.ts is what openapi.json says.\n')
