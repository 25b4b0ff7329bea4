import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect } from '@playwright/test'

const root = fileURLToPath(new URL('../../', import.meta.url))
const webApp = process.env.E2E_WEB ?? `${root}web/dist`
const binary = process.env.E2E_SERVER ?? `${root}target/debug/threadkeep`

/** Signs the webhooks that a test sends in the place of Shopify. */
export const shopifySecret = 'a-secret-of-the-browser-tests'

/** What `threadkeep replay --json` prints. */
interface Replay {
  events: number
  state_hash: string
}

/** The real binary with the demo store, on a port of its own; it can be killed and started again on the same data. */
export class Threadkeep {
  private running: ChildProcess | undefined

  private constructor(
    readonly data: string,
    readonly port: number,
  ) {}

  static async demo(data: string): Promise<Threadkeep> {
    for (const [path, command] of [
      [binary, 'cargo build -p server'],
      [`${webApp}/index.html`, 'npm run build'],
    ] as const) {
      if (!existsSync(path)) throw new Error(`${path} is not there yet: run \`${command}\` first`)
    }
    const server = new Threadkeep(data, await freePort())
    await server.start()
    return server
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  async start(): Promise<void> {
    const process = spawn(binary, ['demo', '--data', this.data, '--listen', `127.0.0.1:${this.port}`], {
      env: this.environment(),
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    this.running = process
    // It greets once it listens; its views may have to catch up first.
    await new Promise<void>((resolve, reject) => {
      let said = ''
      process.stderr.setEncoding('utf8')
      process.stderr.on('data', (part: string) => {
        said += part
        if (said.includes('Ctrl+C')) resolve()
      })
      process.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${said}`)))
    })
    await expect.poll(() => this.behind()).toBe(0)
  }

  /** How many events the views have not taken in yet. */
  private async behind(): Promise<number> {
    const response = await fetch(`${this.url}/readyz`)
    const { views } = (await response.json()) as { views: { checkpoint: number; head: number }[] }
    return Math.max(...views.map(({ checkpoint, head }) => head - checkpoint))
  }

  /** `SIGKILL` is a crash. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const process = this.running
    this.running = undefined
    if (!process || process.exitCode !== null) return
    const ended = once(process, 'exit')
    process.kill(signal)
    await ended
  }

  /** Folds the log of the stopped server anew, up to a moment. */
  async replay(until: string): Promise<Replay> {
    const arguments_ = ['replay', '--data', this.data, '--until', until, '--json']
    const { stdout } = await promisify(execFile)(binary, arguments_, { env: this.environment() })
    return JSON.parse(stdout) as Replay
  }

  private environment(): NodeJS.ProcessEnv {
    // What somebody has set up for their own server must not reach this one.
    const others = Object.entries(process.env).filter(([name]) => !name.startsWith('THREADKEEP_'))
    return {
      ...Object.fromEntries(others),
      THREADKEEP_WEB: webApp,
      THREADKEEP_LOG__FILTER: 'warn',
      THREADKEEP_SHOPIFY__SECRET: shopifySecret,
      // Many pages of one test run come from one address.
      THREADKEEP_LIMITS__REQUESTS: '100000',
      THREADKEEP_LIMITS__UNAUTHENTICATED: '100000',
      THREADKEEP_LIMITS__SIGN_INS: '100000',
    }
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port is free')
  return address.port
}
