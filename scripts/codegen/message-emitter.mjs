// Owns the TypeScript of one message: interfaces, and reader, sizer and writer of each of its structs, written out flat.
// Never looks at files.
import { lower, never, scalars, structHeapBytes, structsOf, upper } from './structs.mjs'

export class MessageEmitter {
  constructor(message) {
    this.message = message
    this.flexible = message.flexible?.[0] ?? never
    this.out = []
    const { structs, rootStruct } = structsOf(message)
    this.structs = structs
    this.rootStruct = rootStruct
  }

  line(text) {
    this.out.push(text)
  }

  /** The condition under which `v` is inside `versions`, given that it is inside `outer`; '' where that is always so. */
  within(versions, outer) {
    const parts = []
    if (versions[0] > outer[0]) parts.push(`v >= ${versions[0]}`)
    if (versions[1] < outer[1]) parts.push(`v <= ${versions[1]}`)
    return parts.join(' && ')
  }

  /** 'always', 'never' or 'both': is a version of `versions` flexible? */
  flex(versions) {
    return versions[0] >= this.flexible ? 'always' : versions[1] < this.flexible ? 'never' : 'both'
  }

  pick(versions, flexibleText, classicText) {
    const flex = this.flex(versions)
    if (flex === 'always') return flexibleText
    if (flex === 'never') return classicText
    return flexibleText === classicText ? classicText : `(v >= ${this.flexible} ? ${flexibleText} : ${classicText})`
  }

  elementType(field, input) {
    if (field.struct) return input ? `${field.struct.name}Input` : field.struct.name
    if (input && field.type === 'records') return 'RecordsInput'
    return scalars[field.type].ts
  }

  type(field, input) {
    const element = this.elementType(field, input)
    const text = field.array ? (input ? `readonly ${element}[]` : `${element}[]`) : element
    return field.nullable ? `${text} | null` : text
  }

  defaultOf(field) {
    if (field.default === 'null') return 'null'
    if (field.array) return '[]'
    if (field.struct) return `default${field.struct.name}()`
    if (field.default === null) return scalars[field.type].zero
    if (field.type === 'i64') return `${BigInt(field.default)}n`
    if (field.type === 'string') return `'${field.default}'`
    if (field.type === 'bool') return field.default
    if (field.type === 'uuid') return 'zeroUuid'
    return String(Number(field.default))
  }

  /** Is the value at its default? For tagged fields, and for fields that a version lacks. */
  isDefault(field, value) {
    if (field.default === 'null') return `${value} === null`
    if (field.array) return `(${value} !== null && ${value}.length === 0)`
    if (field.struct) return `(${value} !== null && isDefault${field.struct.name}(${value}))`
    if (field.type === 'bytes' || field.type === 'records') return `(${value} !== null && ${value}.length === 0)`
    return `${value} === ${this.defaultOf(field)}`
  }

  /** Fewest bytes of a struct over all versions; a struct that may be empty counts as 1, so that counts stay bounded. */
  minBytes(struct, versions = struct.versions) {
    let least = Number.MAX_SAFE_INTEGER
    for (let v = Math.max(versions[0], this.message.valid[0]); v <= Math.min(versions[1], this.message.valid[1]); v++) {
      let sum = v >= this.flexible ? 1 : 0
      for (const field of struct.fields) if (this.isPositional(field, v)) sum += this.fieldMinBytes(field, v)
      least = Math.min(least, sum)
    }
    return Math.max(1, least)
  }

  isPositional(field, v) {
    return (
      v >= field.versions[0] &&
      v <= field.versions[1] &&
      !(field.tagged && v >= field.tagged[0] && v <= field.tagged[1])
    )
  }

  fieldMinBytes(field, v) {
    const flexible = v >= this.flexible
    if (field.array) return flexible ? 1 : 4
    if (field.struct) return field.nullable ? 1 : this.minBytes(field.struct, [v, v])
    if (field.type === 'string') return flexible && !field.classic ? 1 : 2
    if (field.type === 'bytes' || field.type === 'records') return flexible ? 1 : 4
    return scalars[field.type].bytes
  }

  /** About what one decoded element of an array takes on the heap, its slot included; what is in strings, bytes and arrays apart. */
  elementHeapBytes(field) {
    return 8 + (field.struct ? structHeapBytes(field.struct) : (scalars[field.type].heapBytes ?? 0))
  }

  elementMinBytes(field) {
    if (field.struct) return this.minBytes(field.struct, field.versions)
    if (field.type === 'string') return this.flex(field.versions) === 'never' ? 2 : 1
    return scalars[field.type].bytes ?? 1
  }

  interfaces() {
    for (const struct of this.structs) {
      this.line(`export interface ${struct.name} {`)
      for (const field of struct.fields) this.line(`  ${field.name}: ${this.type(field, false)}`)
      if (this.message.flexible) this.line('  unknownTags?: readonly UnknownTag[]')
      this.line('}\n')
      this.line(`export interface ${struct.name}Input {`)
      for (const field of struct.fields) {
        this.line(
          `  readonly ${field.name}${this.isOptional(field, struct) ? '?' : ''}: ${this.type(field, true)}${this.isOptional(field, struct) ? ' | undefined' : ''}`
        )
      }
      if (this.message.flexible) this.line('  readonly unknownTags?: readonly UnknownTag[] | undefined')
      this.line('}\n')
    }
  }

  isOptional(field, struct) {
    const everywhere = field.versions[0] <= struct.versions[0] && field.versions[1] >= struct.versions[1]
    return field.default !== null || field.tagged !== null || !everywhere
  }

  /** Reads one element; the reader stands at it. */
  readElement(field, versions, nullable) {
    if (field.struct) return `read${field.struct.name}(r, v)`
    const { type } = field
    if (type === 'string') {
      const name = nullable ? 'NullableString' : 'String'
      return field.classic ? `r.${lower(name)}()` : this.pick(versions, `r.compact${name}()`, `r.${lower(name)}()`)
    }
    if (type === 'bytes' || type === 'records') {
      const name = nullable ? 'NullableBytes' : 'Bytes'
      return this.pick(versions, `r.compact${name}()`, `r.${lower(name)}()`)
    }
    return `r.${type}()`
  }

  /** Nullability inside `versions`: null where a version of the field may not carry null. */
  nullCheck(field, versions) {
    if (!field.nullable) return 'never'
    if (field.nullable[0] <= versions[0] && field.nullable[1] >= versions[1]) return 'always'
    return this.within(field.nullable, versions)
  }

  readValue(field, versions, indent) {
    const nulls = this.nullCheck(field, versions)
    if (field.array && field.type === 'i32') {
      const nullable = this.pick(versions, 'r.compactNullableI32s()', 'r.nullableI32s()')
      const plain = this.pick(versions, 'r.compactI32s()', 'r.i32s()')
      const value = nulls === 'never' ? plain : nulls === 'always' ? nullable : `${nulls} ? ${nullable} : ${plain}`
      return [`${indent}${field.name} = ${value}`]
    }
    if (field.array) {
      const element = this.readElement({ ...field, array: false }, versions, false)
      const least = `${this.elementMinBytes(field)}, ${this.elementHeapBytes(field)}`
      const nullable = this.pick(versions, `r.compactNullableCount(${least})`, `r.nullableCount(${least})`)
      const plain = this.pick(versions, `r.compactCount(${least})`, `r.count(${least})`)
      const count = nulls === 'never' ? plain : nulls === 'always' ? nullable : `${nulls} ? ${nullable} : ${plain}`
      const body = [`{`, `  const count$ = ${count}`]
      const fill = [
        `const list$ = new Array<${this.elementType(field, false)}>(count$)`,
        `for (let i = 0; i < count$; i++) list$[i] = ${element}`,
        `${field.name} = list$`
      ]
      if (nulls === 'never') body.push(...fill.map((text) => `  ${text}`))
      else body.push(`  if (count$ < 0) ${field.name} = null`, '  else {', ...fill.map((text) => `    ${text}`), '  }')
      body.push('}')
      return body.map((text) => indent + text)
    }
    if (field.struct) {
      const read = `${field.name} = read${field.struct.name}(r, v)`
      if (nulls === 'never') return [indent + read]
      const isNull = field.tagged ? 'r.uvarint() === 0' : 'r.i8() < 0'
      return [`${indent}if (${isNull}) ${field.name} = null`, `${indent}else ${read}`]
    }
    const nullable = this.readElement(field, versions, true)
    const plain = this.readElement(field, versions, false)
    const value = nulls === 'never' ? plain : nulls === 'always' ? nullable : `${nulls} ? ${nullable} : ${plain}`
    return [`${indent}${field.name} = ${value}`]
  }

  /** The parts of a field: where it is positional, where it is tagged. */
  positional(field, struct) {
    const versions = [Math.max(field.versions[0], struct.versions[0]), Math.min(field.versions[1], struct.versions[1])]
    if (!field.tagged) return versions
    return field.tagged[0] > versions[0] ? [versions[0], field.tagged[0] - 1] : null
  }

  emitReader(struct) {
    const { name } = struct
    this.line(`function read${name}(r: Reader, v: number): ${name} {`)
    for (const field of struct.fields) {
      const versions = this.positional(field, struct)
      const type = this.type(field, false)
      const condition = versions === null ? 'false' : this.within(versions, struct.versions)
      if (condition === '') {
        const [only, ...more] = this.readValue(field, versions, '  ')
        if (more.length === 0) {
          this.line(only.replace(`  ${field.name} = `, `  const ${field.name} = `))
          continue
        }
        this.line(`  let ${field.name}: ${type}`)
        for (const text of [only, ...more]) this.line(text)
        continue
      }
      if (versions === null || field.tagged) {
        this.line(`  let ${field.name}: ${type} = ${this.defaultOf(field)}`)
        if (versions === null) continue
        this.line(`  if (${condition}) {`)
      } else {
        this.line(`  let ${field.name}: ${type}`)
        this.line(`  if (!(${condition})) ${field.name} = ${this.defaultOf(field)}`)
        this.line('  else {')
      }
      for (const text of this.readValue(field, versions, '    ')) this.line(text)
      this.line('  }')
    }
    const flex = this.flex(struct.versions)
    if (flex !== 'never') {
      this.line('  let unknownTags: UnknownTag[] | undefined')
      const indent = flex === 'both' ? '    ' : '  '
      if (flex === 'both') this.line(`  if (v >= ${this.flexible}) {`)
      this.emitTagReader(struct, indent)
      if (flex === 'both') this.line('  }')
    }
    const names = struct.fields.map((field) => field.name)
    const literal = `{ ${names.join(', ')} }`
    if (flex === 'never') this.line(names.length === 0 ? '  return {}' : `  return ${literal}`)
    else {
      this.line(`  const value$: ${name} = ${names.length === 0 ? '{}' : literal}`)
      this.line('  if (unknownTags !== undefined) value$.unknownTags = unknownTags')
      this.line('  return value$')
    }
    this.line('}\n')
  }

  /** Kafka's readers take tagged fields in any order, so this one does too; KIP-482 asks for ascending tags only of writers. */
  emitTagReader(struct, indent) {
    const tagged = struct.fields.filter((field) => field.tagged)
    const tags = tagged.map((field) => field.tag).sort((a, b) => a - b)
    if (tags.some((tag, index) => tag !== index))
      throw new Error(`${struct.name}: unknown tags could fall between its tags ${tags}`)
    this.line(`${indent}for (let left = r.tagCount(); left > 0; left--) {`)
    this.line(`${indent}  const tag$ = r.uvarint()`)
    this.line(`${indent}  const end$ = r.tagEnd()`)
    if (tagged.length === 0) this.line(`${indent}  ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))`)
    else {
      this.line(`${indent}  switch (tag$) {`)
      for (const field of tagged) {
        this.line(`${indent}    case ${field.tag}: {`)
        const flexibleVersions = [Math.max(struct.versions[0], this.flexible), struct.versions[1]]
        const condition = this.within(field.tagged, flexibleVersions)
        if (condition !== '') {
          this.line(`${indent}      if (!(${condition})) r.fail('BAD_TAG', \`tag \${tag$} is not in version \${v}\`)`)
        }
        for (const text of this.readValue(field, field.tagged, `${indent}      `)) this.line(text)
        this.line(`${indent}      break`)
        this.line(`${indent}    }`)
      }
      this.line(`${indent}    default:`)
      this.line(`${indent}      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))`)
      this.line(`${indent}  }`)
      this.line(
        `${indent}  if (r.at !== end$) r.fail('BAD_TAG', \`tag \${tag$} ends \${end$ - r.at} bytes after its value\`)`
      )
    }
    this.line(`${indent}}`)
  }

  local(field) {
    const base = this.isOptionalValue(field) ? `o.${field.name} ?? ${this.defaultOf(field)}` : `o.${field.name}`
    if (!this.isOptionalValue(field)) return base
    return field.nullable ? `o.${field.name} === undefined ? ${this.defaultOf(field)} : o.${field.name}` : base
  }

  isOptionalValue(field) {
    return field.optional
  }

  /** An expression for the size of a value, and whether it needs statements. */
  sizeStatements(field, value, versions, indent) {
    const lines = []
    const add = (text) => lines.push(`${indent}size$ += ${text}`)
    if (field.array) {
      const header = this.pick(versions, `uvarintBytes(${value}.length + 1)`, '4')
      const nullHeader = this.pick(versions, '1', '4')
      const inner = []
      if (field.struct) inner.push(`for (const item of ${value}) size$ += size${field.struct.name}(item, v)`)
      else if (field.type === 'string') {
        inner.push(
          `for (const item of ${value}) size$ += ${this.pick(versions, 'compactStringBytes(item)', '2 + stringBytes(item)')}`
        )
      } else inner.push(`size$ += ${value}.length * ${scalars[field.type].bytes}`)
      if (field.nullable) {
        lines.push(
          `${indent}if (${value} === null) size$ += ${nullHeader}`,
          `${indent}else {`,
          `${indent}  size$ += ${header}`
        )
        lines.push(...inner.map((text) => `${indent}  ${text}`), `${indent}}`)
      } else {
        add(header)
        lines.push(...inner.map((text) => indent + text))
      }
      return lines
    }
    if (field.struct) {
      if (field.nullable) add(`1 + (${value} === null ? 0 : size${field.struct.name}(${value}, v))`)
      else add(`size${field.struct.name}(${value}, v)`)
      return lines
    }
    if (field.type === 'string') {
      const classic = field.nullable
        ? `2 + (${value} === null ? 0 : stringBytes(${value}))`
        : `2 + stringBytes(${value})`
      add(field.classic ? classic : this.pick(versions, `compactStringBytes(${value})`, classic))
    } else if (field.type === 'bytes' || field.type === 'records') {
      const length =
        field.type === 'records'
          ? `recordsBytes(${value})`
          : field.nullable
            ? `(${value} === null ? 0 : ${value}.length)`
            : `${value}.length`
      lines.push(`${indent}{`, `${indent}  const bytes$ = ${length}`)
      const compact = field.nullable ? `(${value} === null ? 1 : uvarintBytes(bytes$ + 1))` : 'uvarintBytes(bytes$ + 1)'
      lines.push(`${indent}  size$ += ${this.pick(versions, compact, '4')} + bytes$`, `${indent}}`)
    } else add(String(scalars[field.type].bytes))
    return lines
  }

  writeStatements(field, value, versions, indent) {
    const lines = []
    if (field.array) {
      const header = this.pick(versions, `w.uvarint(${value}.length + 1)`, `w.i32(${value}.length)`)
      const nullHeader = this.pick(versions, 'w.uvarint(0)', 'w.i32(-1)')
      const item = field.struct
        ? `write${field.struct.name}(w, item, v)`
        : field.type === 'string'
          ? this.pick(versions, 'w.compactString(item)', 'w.string(item)')
          : `w.${field.type}(item)`
      const statement = (text) => (text.startsWith('(') ? `;${text}` : text)
      const inner = [
        statement(header),
        field.type === 'i32' ? `w.i32s(${value})` : `for (const item of ${value}) ${item}`
      ]
      if (field.nullable) {
        lines.push(`if (${value} === null) ${nullHeader}`, 'else {', ...inner.map((text) => `  ${text}`), '}')
      } else lines.push(...inner)
      return lines.map((text) => indent + text)
    }
    if (field.struct) {
      if (!field.nullable) return [`${indent}write${field.struct.name}(w, ${value}, v)`]
      const absent = field.tagged ? 'w.i8(0)' : 'w.i8(-1)'
      return [
        `${indent}if (${value} === null) ${absent}`,
        `${indent}else {`,
        `${indent}  w.i8(1)`,
        `${indent}  write${field.struct.name}(w, ${value}, v)`,
        `${indent}}`
      ]
    }
    const kind = { string: 'String', bytes: 'Bytes', records: 'Records' }[field.type]
    if (kind === undefined) return [`${indent}w.${field.type}(${value})`]
    const classic = `w.${lower(kind)}(${value})`
    const text = field.classic ? classic : this.pick(versions, `w.compact${kind}(${value})`, classic)
    return [indent + (text.startsWith('(') ? `;${text}` : text)]
  }

  emitSizer(struct) {
    const flex = this.flex(struct.versions)
    this.line(`function size${struct.name}(o: ${struct.name}Input, v: number): number {`)
    const sizeAt = this.out.length
    let fixedBytes = 0
    this.line('')
    for (const field of struct.fields) {
      field.optional = this.isOptional(field, struct)
      const versions = this.positional(field, struct)
      const value = field.name
      this.line(`  const ${value} = ${this.local(field)}`)
      const condition = versions === null ? 'false' : this.within(versions, struct.versions)
      if (condition === '' && !field.array && scalars[field.type]?.bytes) fixedBytes += scalars[field.type].bytes
      else if (condition === '') {
        for (const text of this.sizeStatements(field, value, versions, '  ')) this.line(text)
      } else if (versions !== null) {
        this.line(`  if (${condition}) {`)
        for (const text of this.sizeStatements(field, value, versions, '    ')) this.line(text)
        this.line('  }')
      }
      const anywhere = this.within(field.versions, struct.versions)
      if (anywhere !== '' && !field.ignorable) {
        this.line(
          `  if (!(${anywhere}) && !(${this.isDefault(field, value)})) unsupported('${struct.name}.${field.name}', v)`
        )
      }
      const nulls = this.nullCheck(field, field.versions)
      if (nulls !== 'never' && nulls !== 'always') {
        const outer = anywhere === '' ? '' : `${anywhere} && `
        this.line(
          `  if (${outer}${value} === null && !(${this.within(field.nullable, struct.versions)})) unsupported('null ${struct.name}.${field.name}', v)`
        )
      }
    }
    if (flex !== 'never') {
      const indent = flex === 'both' ? '    ' : '  '
      if (flex === 'both') this.line(`  if (v >= ${this.flexible}) {`)
      this.line(`${indent}let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length`)
      for (const field of struct.fields.filter((each) => each.tagged)) {
        const flexibleVersions = [Math.max(struct.versions[0], this.flexible), struct.versions[1]]
        const condition = [this.within(field.tagged, flexibleVersions), `!(${this.isDefault(field, field.name)})`]
          .filter(Boolean)
          .join(' && ')
        this.line(`${indent}if (${condition}) {`)
        this.line(`${indent}  tags$++`)
        this.line(`${indent}  size$ += tagBytes(${field.tag}, ${this.taggedSize(field)})`)
        this.line(`${indent}}`)
      }
      this.line(`${indent}size$ += uvarintBytes(tags$)`)
      this.line(
        `${indent}if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)`
      )
      if (flex === 'both')
        this.line(
          "  } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)"
        )
    }
    this.out[sizeAt] = `  let size$ = ${fixedBytes}`
    this.line('  return size$')
    this.line('}\n')
    for (const field of struct.fields.filter((each) => each.tagged)) {
      this.line(
        `function sizeTag${struct.name}${upper(field.name)}(${field.name}: ${this.type(field, true)}, v: number): number {`
      )
      this.line('  let size$ = 0')
      for (const text of this.sizeStatements(field, field.name, field.tagged, '  ')) this.line(text)
      this.line('  return size$')
      this.line('}\n')
    }
  }

  taggedSize(field) {
    return `sizeTag${field.owner.name}${upper(field.name)}(${field.name}, v)`
  }

  emitWriter(struct) {
    const flex = this.flex(struct.versions)
    this.line(`function write${struct.name}(w: Writer, o: ${struct.name}Input, v: number): void {`)
    for (const field of struct.fields) {
      const versions = this.positional(field, struct)
      const condition = versions === null ? 'false' : this.within(versions, struct.versions)
      if (condition === 'false') continue
      const indent = condition === '' ? '  ' : '    '
      if (condition !== '') this.line(`  if (${condition}) {`)
      this.line(`${indent}const ${field.name} = ${this.local(field)}`)
      for (const text of this.writeStatements(field, field.name, versions, indent)) this.line(text)
      if (condition !== '') this.line('  }')
    }
    if (flex !== 'never') {
      const indent = flex === 'both' ? '    ' : '  '
      if (flex === 'both') this.line(`  if (v >= ${this.flexible}) {`)
      this.emitTagWriter(struct, indent)
      if (flex === 'both') this.line('  }')
    }
    this.line('}\n')
  }

  emitTagWriter(struct, indent) {
    const tagged = struct.fields.filter((field) => field.tagged).sort((a, b) => a.tag - b.tag)
    if (tagged.length === 0) {
      this.line(`${indent}if (o.unknownTags === undefined) w.uvarint(0)`)
      this.line(`${indent}else {`)
      this.line(`${indent}  w.uvarint(o.unknownTags.length)`)
      this.line(`${indent}  writeTags(w, o.unknownTags)`)
      this.line(`${indent}}`)
      return
    }
    this.line(`${indent}let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length`)
    for (const field of tagged) {
      const flexibleVersions = [Math.max(struct.versions[0], this.flexible), struct.versions[1]]
      const condition = [this.within(field.tagged, flexibleVersions), `!(${this.isDefault(field, `${field.name}Tag`)})`]
        .filter(Boolean)
        .join(' && ')
      this.line(`${indent}const ${field.name}Tag = ${this.local(field)}`)
      this.line(`${indent}const has${upper(field.name)} = ${condition}`)
      this.line(`${indent}if (has${upper(field.name)}) tags$++`)
    }
    this.line(`${indent}w.uvarint(tags$)`)
    for (const field of tagged) {
      this.line(`${indent}if (has${upper(field.name)}) {`)
      this.line(`${indent}  w.uvarint(${field.tag})`)
      this.line(`${indent}  w.uvarint(sizeTag${struct.name}${upper(field.name)}(${field.name}Tag, v))`)
      for (const text of this.writeStatements(field, `${field.name}Tag`, field.tagged, `${indent}  `)) this.line(text)
      this.line(`${indent}}`)
    }
    this.line(`${indent}if (o.unknownTags !== undefined) writeTags(w, o.unknownTags)`)
  }

  emitDefaults() {
    const asked = new Set()
    const text = () => this.out.join('\n')
    // Defaults of structs are only made where a field of struct type needs one.
    for (let grew = true; grew; ) {
      grew = false
      for (const struct of this.structs) {
        const name = struct.name
        if (!asked.has(`default${name}`) && new RegExp(`\\bdefault${name}\\(`).test(text())) {
          asked.add(`default${name}`)
          grew = true
          const fields = struct.fields.map((field) => `${field.name}: ${this.defaultOf(field)}`)
          this.line(`function default${name}(): ${name} {`)
          this.line(`  return { ${fields.join(', ')} }`)
          this.line('}\n')
        }
        if (!asked.has(`isDefault${name}`) && new RegExp(`\\bisDefault${name}\\(`).test(text())) {
          asked.add(`isDefault${name}`)
          grew = true
          this.line(`function isDefault${name}(o: ${name}Input): boolean {`)
          for (const field of struct.fields) {
            field.optional = this.isOptional(field, struct)
            this.line(`  const ${field.name} = ${this.local(field)}`)
            this.line(`  if (!(${this.isDefault(field, field.name)})) return false`)
          }
          this.line('  return o.unknownTags === undefined || o.unknownTags.length === 0')
          this.line('}\n')
        }
      }
    }
  }

  /** The interfaces, and the functions that end in the codec. */
  emit() {
    for (const struct of this.structs) for (const field of struct.fields) field.owner = struct
    this.interfaces()
    const types = this.out.join('\n')
    this.out = []
    for (const struct of this.structs) {
      this.emitReader(struct)
      this.emitSizer(struct)
      this.emitWriter(struct)
    }
    this.emitDefaults()
    const { message, rootStruct } = this
    this.line(`const ${lower(message.name)}: MessageCodec<${rootStruct.name}, ${rootStruct.name}Input> = {`)
    this.line(`  name: '${message.name}',`)
    this.line(`  minVersion: ${message.valid[0]},`)
    this.line(`  maxVersion: ${message.valid[1]},`)
    this.line(`  flexibleFrom: ${this.flexible},`)
    this.line(`  decode: read${rootStruct.name},`)
    this.line(`  encode: write${rootStruct.name},`)
    this.line(`  size: size${rootStruct.name}`)
    this.line('}\n')
    return { types, code: tidied(this.out.join('\n')) }
  }
}

/** Drops locals that nothing reads, and marks parameters that nothing reads. */
function tidied(text) {
  const used = (name, body) => new RegExp(`\\b${name}(?![\\w$])`).test(body)
  return text.replace(
    /^function (\w+)\((.*?)\)(: [^\n]*) \{\n([\s\S]*?)^\}\n/gm,
    (_, name, parameters, result, body) => {
      const kept = body.split('\n')
      for (let at = 0; at < kept.length; at++) {
        const local = /^\s*const (\w+) = o\./.exec(kept[at])
        if (local === null) continue
        const rest = kept
          .filter((_line, index) => index !== at)
          .join('\n')
          .replace(/\bo\.\w+/g, '')
        if (!used(local[1], rest)) kept.splice(at--, 1)
      }
      const left = kept.join('\n')
      const marked = parameters.replace(/(\w+): /g, (whole, parameter) => (used(parameter, left) ? whole : `_${whole}`))
      const constant = /^ {2}let size\$ = (\d+)\n {2}return size\$\n$/.exec(left)
      const final = constant ? `  return ${constant[1]}\n` : left
      return `function ${name}(${marked})${result} {\n${final}}\n`
    }
  )
}
