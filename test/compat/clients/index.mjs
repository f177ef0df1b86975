// The clients of the corpus matrix. Each has `install()`, then `produce({ bootstrap, topic, lines, codec, folder })` and
// `consume({ bootstrap, topic, count, folder })`, which resolves to the values as lines of text.

import { franzGo } from './go.mjs'
import { javaConsole } from './java-console.mjs'
import { kcat } from './kcat.mjs'
import { kafkajs, ottlaCli, platformatic } from './node.mjs'
import { oldJava } from './old-java.mjs'
import { confluentKafka, kafkaPython } from './python.mjs'

export const clients = [
  javaConsole,
  oldJava,
  kcat,
  confluentKafka,
  kafkaPython,
  franzGo,
  kafkajs,
  platformatic,
  ottlaCli
]
