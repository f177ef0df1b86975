/*
 * Stands where older modules of Testcontainers start a ZooKeeper: they wait until its port accepts, and one waits for a line
 * of its log. Ottla needs none, so what connects is let go at once.
 */
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'

const file = process.argv[2] ?? ''
const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
const port = Number(/^\s*clientPort\s*=\s*(\d+)/m.exec(text)?.[1] ?? 2181)
const server = createServer((socket) => socket.on('error', () => {}).destroy())
server.on('error', (error) => process.stderr.write(`no ZooKeeper port: ${error.message}\n`))
server.listen(port)
process.stdout.write('Ottla needs no ZooKeeper. For who waits for a line of its log: Creating new log file\n')
