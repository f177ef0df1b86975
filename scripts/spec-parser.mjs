// Reads the spec notation of protocol-specs/ into plain objects: effective versions, nothing implied.
const open = 32767

const suffix = { request: 'Request', response: 'Response', key: 'Key', value: 'Value', body: '' }
const kinds = {
  'api request': 'request',
  'api response': 'response',
  'record key': 'coordinator-key',
  'record value': 'coordinator-value',
  'data body': 'data',
  'metadata body': 'metadata',
  'header body': 'header'
}

function range(text, last) {
  if (text === undefined) return null
  if (text.endsWith('+')) return [Number(text.slice(0, -1)), last]
  const [from, to = from] = text.split('-').map(Number)
  return [from, to]
}

/** The versions of a head or section line, or null where it names none. */
function versionsOf(words) {
  const after = (word) => (words.includes(word) ? words[words.indexOf(word) + 1] : undefined)
  const own = words.find((word) => /^v\d/.test(word))
  if (own === undefined) return null
  const valid = range(own.slice(1), open)
  return {
    valid,
    in43: after('kafka43') ?? null,
    flexible: range(after('flexible'), valid[1]),
    unstable: words.includes('unstable')
  }
}

function fieldOf(words, parent, last) {
  const [name, typeText, ...rest] = words
  const shape = /^(\{\}|\w*)(\[\])?(\?)?(.*)$/.exec(typeText)
  if (shape === null) throw new Error(`bad type '${typeText}' of field ${name}`)
  const [, base, array, nullable, nullableVersions] = shape
  const field = {
    name,
    array: array !== undefined,
    type: base === '' || base === '{}' ? 'struct' : base === 'uint32' ? 'u32' : base,
    versions: parent.versions,
    tagged: null,
    tag: null,
    nullable: null,
    default: null,
    key: false,
    ignorable: false,
    view: false,
    classic: false,
    structName: null,
    fields: []
  }
  let taggedVersions
  for (let index = 0; index < rest.length; index++) {
    const word = rest[index]
    if (word === 'tag') {
      field.tag = Number(rest[++index])
      if (rest[index + 1] === 'in') {
        taggedVersions = rest[index + 2]
        index += 2
      }
    } else if (word === '=') {
      const value = rest[++index]
      field.default = value === '""' ? '' : value
    } else if (word === 'as') field.structName = rest[++index]
    else if (word === '~') field.ignorable = true
    else if (word === 'key' || word === 'view' || word === 'classic') field[word] = true
    else if (/^\d/.test(word)) field.versions = range(word, last)
    else throw new Error(`unknown word '${word}' of field ${name}`)
  }
  if (field.tag !== null) field.tagged = taggedVersions === undefined ? field.versions : range(taggedVersions, last)
  if (nullable) field.nullable = nullableVersions === '' ? field.versions : range(nullableVersions, last)
  return field
}

/** @throws Error that names the line when the text does not follow the grammar. */
export function parseSpec(text) {
  const lines = text
    .split('\n')
    .map((line, index) => ({ number: index + 1, line: line.replace(/(^|\s+)#.*$/, '') }))
    .filter(({ line }) => line.trim() !== '')
  const [what, ...head] = lines[0].line.split(/\s+/)
  const key = /^\d+$/.test(head[0]) ? Number(head.shift()) : null
  const name = head.shift()
  const spec = { what, key, name, messages: [] }
  let message
  let stack = []
  for (const { number, line } of lines.slice(1)) {
    const indent = line.search(/\S/)
    const words = line.trim().split(/\s+/)
    try {
      if (indent === 0) {
        const versions = versionsOf(words) ?? versionsOf(head)
        const on = words.indexOf('on')
        const kind = kinds[`${what} ${words[0]}`]
        if (kind === undefined) throw new Error(`unknown section '${words[0]}'`)
        message = {
          name: name + suffix[words[0]],
          kind,
          key,
          ...versions,
          listeners: on < 0 ? null : words[on + 1].split(','),
          structs: [],
          fields: []
        }
        spec.messages.push(message)
        stack = [{ indent: 0, fields: message.fields, versions: message.valid }]
        continue
      }
      while (stack.at(-1).indent >= indent) stack.pop()
      const parent = stack.at(-1)
      if (words[0] === 'struct') {
        const struct = { name: words[1], fields: [] }
        message.structs.push(struct)
        stack.push({ indent, fields: struct.fields, versions: message.valid })
        continue
      }
      const field = fieldOf(words, parent, message.valid[1])
      parent.fields.push(field)
      stack.push({ indent, fields: field.fields, versions: field.versions })
    } catch (error) {
      throw new Error(`${name} line ${number}: ${error.message}`)
    }
  }
  return spec
}
