// Loaded into a broker that is measured: on SIGUSR2 it collects its garbage and says on stdout how many bytes live in its heap
// and in buffers beside it.
process.on('SIGUSR2', () => {
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  process.stdout.write(`live bytes ${heapUsed} ${external}\n`)
})
