import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig } from 'vite'

export default defineConfig({
  plugins: [react()],
  resolve: { conditions: ['@resumable-upload/source', ...defaultClientConditions] },
  worker: { format: 'es' },
  build: {
    outDir: 'dist/web',
    // Loading is not measured, and a profile without names tells nothing.
    minify: false,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: { checks: { bundlerTimings: false } },
  },
})
