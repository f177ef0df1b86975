/** Goal: few handles serve many files. Method: a disk that counts what is open and refuses more than it has. */
import { type Disk, DiskError } from '../../../src/env/index.ts'
import { FilePool } from '../../../src/log/disk/file-pool.ts'
import { createMemoryDisk } from '../../../src/log/index.ts'

function countingDisk(limit: number) {
  const disk = createMemoryDisk(() => 0)
  const open = new Set<object>()
  const counted: Disk = {
    ...disk,
    open(path, mode) {
      if (open.size >= limit) throw new DiskError('TOO_MANY_FILES', path, `${path}: too many open files`)
      const file = disk.open(path, mode)
      open.add(file)
      return Object.assign(file, { close: () => void open.delete(file) })
    }
  }
  return { disk: counted, open }
}

test('no more files are open than the bound, and each can still be used', () => {
  const { disk, open } = countingDisk(1000)
  const pool = new FilePool(disk, 20)
  for (let n = 0; n < 100; n++) pool.create(`f${n}`).write([Buffer.from([n])], 0)
  expect(open.size).toBe(20)
  expect(pool.openCount).toBe(20)
  const byte = Buffer.alloc(1)
  for (let n = 0; n < 100; n++) {
    pool.file(`f${n}`).readSync(byte, 0, 1, 0)
    expect(byte[0]).toBe(n)
  }
  expect(open.size).toBe(20)
})

test('a file in use stays open until its use ends, even when it is forgotten', async () => {
  const { disk, open } = countingDisk(1000)
  const pool = new FilePool(disk, 16)
  pool.create('used')
  let end = () => {}
  const use = pool.using('used', () => new Promise<void>((resolve) => (end = resolve)))
  for (let n = 0; n < 50; n++) pool.create(`f${n}`)
  expect(open.size).toBe(16)
  pool.forget('used')
  expect(open.size).toBe(16)
  end()
  await use
  expect(open.size).toBe(15)
})

test('when the process may open no more files, the pool makes room among its own', () => {
  const { disk, open } = countingDisk(10)
  const pool = new FilePool(disk, 500)
  for (let n = 0; n < 30; n++) pool.create(`f${n}`)
  expect(open.size).toBeLessThanOrEqual(10)
})

test('a file that is gone is an error and is not made again', () => {
  const { disk } = countingDisk(10)
  const pool = new FilePool(disk, 16)
  expect(() => pool.file('gone')).toThrow(DiskError)
  expect(disk.exists('gone')).toBe(false)
})

test('a file that was just opened is not the one that is closed for it', () => {
  const { disk } = countingDisk(1000)
  const pool = new FilePool(disk, 16)
  for (let n = 0; n < 16; n++) pool.create(`f${n}`)
  for (let n = 0; n < 16; n++) pool.file(`f${n}`)
  const fresh = pool.create('fresh')
  expect(pool.file('fresh')).toBe(fresh)
  expect(pool.openCount).toBe(16)
})
