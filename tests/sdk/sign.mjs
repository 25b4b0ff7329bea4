// Signs webhooks as the senders do: Twilio's with Twilio's own SDK, Shopify's as Shopify documents it.
//
// Reads a JSON array from standard input and writes an array of signatures in the same order:
//   {"by": "twilio", "secret": …, "url": …, "params": {…}}
//   {"by": "twilio", "secret": …, "url": …, "body": …}      a JSON body: its hash stands in the address
//   {"by": "shopify", "secret": …, "body": …}
import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import twilio from 'twilio'

const { getExpectedTwilioSignature, getExpectedBodyHash } = twilio

function signature(webhook) {
  switch (webhook.by) {
    case 'twilio': {
      if (webhook.params) return { signature: getExpectedTwilioSignature(webhook.secret, webhook.url, webhook.params) }
      const url = `${webhook.url}?bodySHA256=${getExpectedBodyHash(webhook.body)}`
      return { url, signature: getExpectedTwilioSignature(webhook.secret, url, {}) }
    }
    case 'shopify':
      // https://shopify.dev/docs/apps/build/webhooks/subscribe/https#step-2-validate-the-origin-of-your-webhook
      return { signature: createHmac('sha256', webhook.secret).update(webhook.body, 'utf8').digest('base64') }
    default:
      throw new Error(`nobody here signs for ${webhook.by}`)
  }
}

const webhooks = JSON.parse(readFileSync(0, 'utf8'))
process.stdout.write(JSON.stringify(webhooks.map(signature)))
