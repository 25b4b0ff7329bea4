import { createHmac, randomUUID } from 'node:crypto'
import { type APIRequestContext, type APIResponse, expect } from '@playwright/test'
import { type Person, password, people } from './people'
import { shopifySecret, type Threadkeep } from './threadkeep'

export interface Row {
  id: string
  name: string | null
  address: string
  unread: number
}

/** The API as one person uses it: for what a test needs to be so, and for what it must not take from the page. */
export class Api {
  private constructor(
    private readonly request: APIRequestContext,
    private readonly server: Threadkeep,
    private readonly token: string,
    readonly store: string,
  ) {}

  /** Also leaves the refresh cookie with `request`: a page of the same context is signed in. */
  static async signIn(request: APIRequestContext, server: Threadkeep, person: Person): Promise<Api> {
    const data = { email: people[person].email, password }
    const session = await request.post(`${server.url}/v1/session`, { data })
    expect(session.status(), await session.text()).toBe(200)
    const { access_token: token } = (await session.json()) as { access_token: string }
    const stores = await request.get(`${server.url}/v1/stores`, { headers: { Authorization: `Bearer ${token}` } })
    const { items } = (await stores.json()) as { items: { id: string }[] }
    return new Api(request, server, token, items[0]?.id ?? '')
  }

  async get<T>(path: string): Promise<T> {
    const response = await this.request.get(`${this.server.url}${path}`, { headers: this.headers() })
    expect(response.ok(), `GET ${path}: ${response.status()} ${await response.text()}`).toBe(true)
    return (await response.json()) as T
  }

  async post(path: string, data: object = {}): Promise<APIResponse> {
    return this.request.post(`${this.server.url}${path}`, { headers: this.headers(), data })
  }

  async list(query: string): Promise<Row[]> {
    const { items } = await this.get<{ items: Row[] }>(`/v1/conversations?store=${this.store}&limit=200&${query}`)
    return items
  }

  /** The first conversation of a list; a test that needs one cannot go on without. */
  async first(query: string): Promise<Row> {
    const [row] = await this.list(query)
    if (!row) throw new Error(`the demo store has no conversation with ${query}`)
    return row
  }

  async textFromPhone(address: string, body: string): Promise<void> {
    const texted = await this.post(`/v1/simulator/phones/${encodeURIComponent(address)}/messages`, { body })
    expect(texted.status(), await texted.text()).toBe(202)
  }

  /** As Shopify sends it: signed over the raw bytes. */
  async shopifyWebhook(topic: string, body: object): Promise<APIResponse> {
    const raw = JSON.stringify(body)
    return this.request.post(`${this.server.url}/webhooks/shopify/${this.store}`, {
      headers: {
        'Content-Type': 'application/json',
        'X-Shopify-Topic': topic,
        'X-Shopify-Webhook-Id': randomUUID(),
        'X-Shopify-Event-Id': randomUUID(),
        'X-Shopify-Hmac-Sha256': createHmac('sha256', shopifySecret).update(raw).digest('base64'),
      },
      data: Buffer.from(raw),
    })
  }

  private headers() {
    return { Authorization: `Bearer ${this.token}` }
  }
}
