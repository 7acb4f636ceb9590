import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig } from 'vite'

export default defineConfig({
  plugins: [react()],
  resolve: { conditions: ['@resumable-upload/source', ...defaultClientConditions] },
  worker: { format: 'es' },
  // The server puts a new one into every page.
  html: { cspNonce: 'CSP_NONCE' },
  build: {
    outDir: 'dist/web',
    // ali-oss is one bundle of 680 kB; it is loaded with the first upload.
    chunkSizeWarningLimit: 700,
    // How long plugins take is no news to whoever starts the demo.
    rolldownOptions: { checks: { bundlerTimings: false } },
  },
})
