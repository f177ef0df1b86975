// Apache Kafka's broker from its jars, one KRaft node: to compare with, and to write directories that Ottla opens.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exec, scratch, serve } from '../kit.mjs'

/**
 * One Apache Kafka node of the jars in `libs`. A `folder` that it had before keeps its data, in `folder/data`.
 * @param {string} libs
 * @param {{ folder?: string, port: number, properties?: readonly string[] }} options
 */
export async function startKafka(libs, { folder = scratch('kafka'), port, properties = [] }) {
  const file = join(folder, 'server.properties')
  const isNew = !existsSync(file)
  mkdirSync(join(folder, 'data'), { recursive: true })
  writeFileSync(
    file,
    [
      'process.roles=broker,controller',
      'node.id=1',
      `controller.quorum.voters=1@127.0.0.1:${port + 1}`,
      `listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${port + 1}`,
      'controller.listener.names=CONTROLLER',
      `log.dirs=${join(folder, 'data')}`,
      'offsets.topic.replication.factor=1',
      'transaction.state.log.replication.factor=1',
      'transaction.state.log.min.isr=1',
      'share.coordinator.state.topic.replication.factor=1',
      'share.coordinator.state.topic.min.isr=1',
      'group.initial.rebalance.delay.ms=0',
      ...properties
    ].join('\n')
  )
  const cp = ['-cp', join(libs, '*')]
  if (isNew)
    await exec('java', [...cp, 'kafka.tools.StorageTool', 'format', '-t', 'MkU3OEVBNTcwNTJENDM2Qg', '-c', file], {
      timeoutMs: 240_000
    })
  const log = ['-Dorg.slf4j.simpleLogger.defaultLogLevel=info', '-Dorg.slf4j.simpleLogger.logFile=System.out']
  // A busy machine takes minutes for it.
  const args = ['-Xmx1g', ...log, ...cp, 'kafka.Kafka', file]
  const server = await serve('java', args, /Kafka Server started/, { timeoutMs: 240_000 })
  return { ...server, bootstrap: `127.0.0.1:${port}`, folder, dataDir: join(folder, 'data') }
}
