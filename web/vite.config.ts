import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))
const server = process.env.THREADKEEP_SERVER ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [react(), tailwindcss()],
  resolve: { alias: { '@mock': path('./mock-api'), '@': path('./src') } },
  server: {
    proxy: { '/v1': server, '/l': server, '/docs': server, '/openapi.json': server },
  },
  build: {
    outDir: 'dist',
    manifest: true,
    // Fonts and code are separate cacheable files; nothing is inlined, so the server can forbid inline code.
    assetsInlineLimit: 0,
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.{ts,tsx}', 'mock-api/**/*.test.ts'],
    env: { TZ: 'America/New_York' },
  },
})
