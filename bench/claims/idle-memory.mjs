// Resident memory of a broker that serves and does nothing: the first part of `memory`.
import memory from './memory.mjs'

export default async function idleMemory() {
  const { rows, ratios } = await memory()
  return { rows: rows.filter((row) => row.scenario === 'idle'), ratios: ratios.slice(0, 2) }
}
