import { appendFileSync } from 'node:fs'
afterAll(async () => {
  await new Promise((r) => setTimeout(r, 30))
  const info = process.getActiveResourcesInfo()
  appendFileSync('/tmp/handles.log', `${process.pid} ${expect.getState().testPath} ${JSON.stringify(info)}\n`)
})
