/*
 * Record types of __share_group_state (org.apache.kafka.coordinator.share.ShareCoordinatorRecordHelpers).
 */
import {
  type ShareSnapshotKeyInput,
  type ShareSnapshotValueInput,
  type ShareUpdateKeyInput,
  type ShareUpdateValueInput,
  shareSnapshotKey,
  shareSnapshotValue,
  shareUpdateKey,
  shareUpdateValue
} from '../../protocol/index.ts'
import { type RecordOf, type RecordRow, recordTable } from '../runtime/record-table.ts'

const snapshot: RecordRow<ShareSnapshotKeyInput, ShareSnapshotValueInput> = {
  type: 0,
  key: shareSnapshotKey,
  value: shareSnapshotValue,
  versionOf: () => 0
}

const update: RecordRow<ShareUpdateKeyInput, ShareUpdateValueInput> = {
  type: 1,
  key: shareUpdateKey,
  value: shareUpdateValue,
  versionOf: () => 0
}

const rows = { snapshot, update }

export type ShareRecord = RecordOf<typeof rows>

export const shareRecords = recordTable(rows)
