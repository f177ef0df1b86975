/*
 * A broker's counters, gauges and histograms, with Prometheus names and labels.
 * Counting only adds to a number; gauges cost nothing until they are read. Independent of any text format.
 */

/** Maximum number of series shown per metric; the number left out is itself a metric. */
const seriesMax = 10_000
const leftOutName = 'ottla_metrics_series_left_out'

interface Sample {
  /** The metric's name, or that with `_bucket`, `_sum` or `_count`. */
  readonly metricName: string
  readonly labels: Readonly<Record<string, string | number>>
  readonly value: number
}

interface MetricFamily {
  readonly name: string
  readonly help: string
  readonly type: 'counter' | 'gauge' | 'histogram'
  readonly samples: readonly Sample[]
}

interface MetricOptions {
  readonly name: string
  /** One sentence that explains the metric to a first-time reader. */
  readonly help: string
  /** Label names. Their values must come from a bounded set. */
  readonly labels?: readonly string[]
}

/** One series of a counter: keep it, and add to `value`. */
export interface Count {
  value: number
}

/** Returns one series of a metric, given its label values in order. */
type Show = (value: number, ...labels: (string | number)[]) => void

const labelsOf = (names: readonly string[], values: readonly (string | number)[]) =>
  Object.fromEntries(names.map((name, at) => [name, values[at] ?? '']))

class Series<T> {
  readonly #known = new Map<string, { readonly labels: Sample['labels']; readonly item: T }>()
  readonly #names: readonly string[]
  readonly #make: () => T

  constructor(names: readonly string[], make: () => T) {
    this.#names = names
    this.#make = make
  }

  of(values: readonly (string | number)[]): T {
    const key = values.join('\u0000')
    const known = this.#known.get(key)
    if (known !== undefined) return known.item
    const item = this.#make()
    this.#known.set(key, { labels: labelsOf(this.#names, values), item })
    return item
  }

  get all(): Iterable<{ readonly labels: Sample['labels']; readonly item: T }> {
    return this.#known.values()
  }
}

class Counter {
  readonly #series: Series<Count>

  constructor(labels: readonly string[]) {
    this.#series = new Series(labels, () => ({ value: 0 }))
  }

  of(...labels: (string | number)[]): Count {
    return this.#series.of(labels)
  }

  *samples(metricName: string): Iterable<Sample> {
    for (const { labels, item } of this.#series.all) yield { metricName, labels, value: item.value }
  }
}

/** One series of a histogram. */
export class Distribution {
  readonly #bounds: readonly number[]
  readonly #counts: number[]
  #sum = 0
  #count = 0

  constructor(bounds: readonly number[]) {
    this.#bounds = bounds
    this.#counts = bounds.map(() => 0)
  }

  observe(value: number): void {
    this.#sum += value
    this.#count++
    const bounds = this.#bounds
    for (let at = 0; at < bounds.length; at++) {
      if (value > (bounds[at] as number)) continue
      this.#counts[at] = (this.#counts[at] as number) + 1
      return
    }
  }

  *samples(name: string, labels: Sample['labels']): Iterable<Sample> {
    let below = 0
    for (const [at, bound] of this.#bounds.entries()) {
      below += this.#counts[at] as number
      yield { metricName: `${name}_bucket`, labels: { ...labels, le: bound }, value: below }
    }
    yield { metricName: `${name}_bucket`, labels: { ...labels, le: '+Inf' }, value: this.#count }
    yield { metricName: `${name}_sum`, labels, value: this.#sum }
    yield { metricName: `${name}_count`, labels, value: this.#count }
  }
}

class Histogram {
  readonly #series: Series<Distribution>

  constructor(labels: readonly string[], bounds: readonly number[]) {
    this.#series = new Series(labels, () => new Distribution(bounds))
  }

  of(...labels: (string | number)[]): Distribution {
    return this.#series.of(labels)
  }

  *samples(name: string): Iterable<Sample> {
    for (const { labels, item } of this.#series.all) yield* item.samples(name, labels)
  }
}

interface Metric {
  readonly options: MetricOptions
  readonly type: MetricFamily['type']
  readonly read: () => Iterable<Sample>
}

/** All metrics of one broker. Registering a metric here is all that a new metric needs. */
export class Meters {
  readonly #metrics = new Map<string, Metric>()

  counter(options: MetricOptions): Counter {
    const counter = new Counter(options.labels ?? [])
    this.#add({ options, type: 'counter', read: () => counter.samples(options.name) })
    return counter
  }

  /** `bounds` must ascend; a final +Inf bucket is added. */
  histogram(options: MetricOptions, bounds: readonly number[]): Histogram {
    const histogram = new Histogram(options.labels ?? [], bounds)
    this.#add({ options, type: 'histogram', read: () => histogram.samples(options.name) })
    return histogram
  }

  /** `read` runs each time the metrics are read, and returns the current value. */
  gauge(options: MetricOptions, read: (show: Show) => void): void {
    this.#add({ options, type: 'gauge', read: shown(options, read) })
  }

  /** A counter whose value is kept elsewhere. */
  counted(options: MetricOptions, read: (show: Show) => void): void {
    this.#add({ options, type: 'counter', read: shown(options, read) })
  }

  #add(metric: Metric): void {
    const { name } = metric.options
    if (this.#metrics.has(name)) throw new Error(`two metrics are called ${name}`)
    this.#metrics.set(name, metric)
  }

  read(): MetricFamily[] {
    const families: MetricFamily[] = []
    const leftOut: Sample[] = []
    for (const { options, type, read } of this.#metrics.values()) {
      const { name, help } = options
      const all = [...read()]
      families.push({ name, help, type, samples: all.slice(0, seriesMax) })
      if (all.length > seriesMax)
        leftOut.push({ metricName: leftOutName, labels: { metric: name }, value: all.length - seriesMax })
    }
    const help = `Series that are not shown, because a metric shows ${seriesMax} at most`
    families.push({ name: leftOutName, help, type: 'gauge', samples: leftOut })
    return families
  }
}

function shown({ name, labels: names = [] }: MetricOptions, read: (show: Show) => void): () => Iterable<Sample> {
  return () => {
    const samples: Sample[] = []
    read((value, ...labels) => void samples.push({ metricName: name, labels: labelsOf(names, labels), value }))
    return samples
  }
}
