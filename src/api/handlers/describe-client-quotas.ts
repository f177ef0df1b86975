import { filterFault, selectQuotas, showEntity } from '../../controller/index.ts'
import { errorCodes, failed } from '../../protocol/index.ts'
import { mayOnCluster } from '../cluster-rights.ts'
import type { Handler } from '../context.ts'

/** DescribeClientQuotas (48): the configured quotas of users, client ids and addresses (KIP-546, KIP-612). */
export const describeClientQuotas: Handler<'DescribeClientQuotas'> = ({ components, strict }, context) => {
  const fault = mayOnCluster(context, 'DESCRIBE_CONFIGS')
    ? filterFault(components)
    : failed('CLUSTER_AUTHORIZATION_FAILED')
  if (fault !== null) {
    return { errorCode: errorCodes[fault.error], errorMessage: fault.message, entries: null }
  }
  return {
    errorCode: 0,
    errorMessage: '',
    entries: selectQuotas(context.image, components, strict).map(({ entity, values }) => ({
      entity: showEntity(entity),
      values: [...values].map(([key, value]) => ({ key, value }))
    }))
  }
}
