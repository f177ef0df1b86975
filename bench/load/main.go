// The load generator of the benchmarks: frames that were encoded before, sent as fast as the broker answers.
// It is not shipped. Modes: produce, calls, unanswered, fetch, tail, latency, idle, members. Prints one JSON object.
package main

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"flag"
	"fmt"
	"hash/crc32"
	"io"
	"net"
	"os"
	"sort"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func dial(addr string) *net.TCPConn {
	conn, err := net.Dial("tcp", addr)
	must(err)
	tcp := conn.(*net.TCPConn)
	must(tcp.SetNoDelay(true))
	return tcp
}

func readFrame(in *bufio.Reader, into []byte) []byte {
	var size [4]byte
	_, err := io.ReadFull(in, size[:])
	must(err)
	n := int(binary.BigEndian.Uint32(size[:]))
	if cap(into) < n {
		into = make([]byte, n)
	}
	into = into[:n]
	_, err = io.ReadFull(in, into)
	must(err)
	return into
}

type latencies struct {
	mutex sync.Mutex
	us    []float64
}

func (l *latencies) add(us []float64) {
	l.mutex.Lock()
	l.us = append(l.us, us...)
	l.mutex.Unlock()
}

func (l *latencies) quantiles(out map[string]any) {
	sort.Float64s(l.us)
	for name, q := range map[string]float64{"p50Us": 0.5, "p99Us": 0.99, "p999Us": 0.999} {
		if len(l.us) > 0 {
			out[name] = l.us[min(len(l.us)-1, int(q*float64(len(l.us))))]
		}
	}
}

func cpuSeconds() float64 {
	var usage syscall.Rusage
	must(syscall.Getrusage(syscall.RUSAGE_SELF, &usage))
	return float64(usage.Utime.Sec+usage.Stime.Sec) + float64(usage.Utime.Usec+usage.Stime.Usec)/1e6
}

// A file of frames, each with its size; connection i begins with frame i.
func loadFrames(path string) [][]byte {
	all, err := os.ReadFile(path)
	must(err)
	var frames [][]byte
	for len(all) >= 4 {
		n := 4 + int(binary.BigEndian.Uint32(all))
		frames = append(frames, all[:n])
		all = all[n:]
	}
	return frames
}

// produceError is the error code of the first partition in a Produce v7 answer.
func produceError(answer []byte) int16 {
	topic := int(binary.BigEndian.Uint16(answer[8:]))
	return int16(binary.BigEndian.Uint16(answer[8+2+topic+4+4:]))
}

// baseOffset is what the first partition in a Produce v7 answer begins with.
func baseOffset(answer []byte) int64 {
	topic := int(binary.BigEndian.Uint16(answer[8:]))
	return int64(binary.BigEndian.Uint64(answer[8+2+topic+4+4+2:]))
}

// awaitLeaders sends one request until it is taken: Kafka answers CreateTopics before its partitions have leaders.
// It returns the offset that the request got.
func awaitLeaders(addr string, frames [][]byte) int64 {
	conn := dial(addr)
	defer conn.Close()
	in := bufio.NewReaderSize(conn, 1<<16)
	for try := 0; ; try++ {
		_, err := conn.Write(frames[0])
		must(err)
		answer := readFrame(in, nil)
		code := produceError(answer)
		if code == 0 {
			return baseOffset(answer)
		}
		if try == 200 {
			must(fmt.Errorf("produce answers error %d", code))
		}
		time.Sleep(25 * time.Millisecond)
	}
}

// target is a server with what is sent to it.
type target struct {
	addr   string
	frames [][]byte
}

// targetsOf pairs addresses with files of frames, both separated by commas.
func targetsOf(addrs, files string) []target {
	var targets []target
	names := strings.Split(files, ",")
	for i, addr := range strings.Split(addrs, ",") {
		targets = append(targets, target{addr, loadFrames(names[i%len(names)])})
	}
	return targets
}

// produce keeps `depth` requests of each connection under way until `count` were answered, or until `limit` seconds have passed where
// that is more than 0. The answer's error code of a
// Produce v7 response with one topic and partition is checked. Of several servers, connection i is to server i.
func produce(addrs, files string, conns, depth, count int, limit float64) map[string]any {
	targets := targetsOf(addrs, files)
	for _, to := range targets {
		awaitLeaders(to.addr, to.frames)
	}
	return callFrames(targets, conns, depth, count, limit, true)
}

// calls is as produce, for requests of any API: their answers are not looked at.
func calls(addr, file string, conns, depth, count int) map[string]any {
	return callFrames(targetsOf(addr, file), conns, depth, count, 0, false)
}

// unanswered sends `count` requests that have no answer (acks 0), and waits at the end of each connection for the answer of the
// last frame of the file, which is a request that has one.
func unanswered(addr, file string, conns, count int) map[string]any {
	frames := loadFrames(file)
	last := frames[len(frames)-1]
	frames = frames[:len(frames)-1]
	var wait sync.WaitGroup
	begin := time.Now()
	for c := 0; c < conns; c++ {
		wait.Add(1)
		go func(c int) {
			defer wait.Done()
			conn := dial(addr)
			defer conn.Close()
			for i := c; i < count; i += conns {
				_, err := conn.Write(frames[i%len(frames)])
				must(err)
			}
			_, err := conn.Write(last)
			must(err)
			readFrame(bufio.NewReader(conn), nil)
		}(c)
	}
	wait.Wait()
	return map[string]any{"requests": count, "seconds": time.Since(begin).Seconds()}
}

func callFrames(targets []target, conns, depth, count int, limit float64, isProduce bool) map[string]any {
	var lat latencies
	var wait sync.WaitGroup
	var left atomic.Int64
	left.Store(int64(count))
	var sentBytes, requests atomic.Int64
	begin := time.Now()
	isLate := func() bool { return limit > 0 && time.Since(begin).Seconds() > limit }
	for c := 0; c < conns; c++ {
		wait.Add(1)
		go func(c int) {
			defer wait.Done()
			to := targets[c%len(targets)]
			conn := dial(to.addr)
			defer conn.Close()
			in := bufio.NewReaderSize(conn, 1<<16)
			times := make(chan time.Time, depth)
			done := make(chan []float64)
			go func() {
				var us []float64
				var answer []byte
				for sent := range times {
					answer = readFrame(in, answer)
					us = append(us, float64(time.Since(sent).Nanoseconds())/1e3)
					if !isProduce {
						continue
					}
					if code := produceError(answer); code != 0 {
						must(fmt.Errorf("produce answered error %d", code))
					}
				}
				done <- us
			}()
			for i := c; left.Add(-1) >= 0 && !isLate(); i++ {
				frame := to.frames[i%len(to.frames)]
				times <- time.Now()
				_, err := conn.Write(frame)
				must(err)
				sentBytes.Add(int64(len(frame)))
				requests.Add(1)
			}
			close(times)
			lat.add(<-done)
		}(c)
	}
	wait.Wait()
	seconds := time.Since(begin).Seconds()
	out := map[string]any{"requests": requests.Load(), "bytes": sentBytes.Load(), "seconds": seconds}
	lat.quantiles(out)
	return out
}

// fetchRequest is a Fetch v4 of one partition; the offset stands at the returned place.
func fetchRequest(topic string, partition int32, maxWait, minBytes, maxBytes, partitionBytes int32) ([]byte, int) {
	b := []byte{0, 0, 0, 0, 0, 1, 0, 4, 0, 0, 0, 1, 0, 1, 'b'}
	i32 := func(v int32) { b = binary.BigEndian.AppendUint32(b, uint32(v)) }
	i32(-1)
	i32(maxWait)
	i32(minBytes)
	i32(maxBytes)
	b = append(b, 0)
	i32(1)
	b = binary.BigEndian.AppendUint16(b, uint16(len(topic)))
	b = append(b, topic...)
	i32(1)
	i32(partition)
	at := len(b)
	b = append(b, make([]byte, 8)...)
	i32(partitionBytes)
	binary.BigEndian.PutUint32(b, uint32(len(b)-4))
	return b, at
}

// records returns the batches of a Fetch v4 answer with one partition.
func records(answer []byte, topic string) []byte {
	at := 4 + 4 + 4 + 2 + len(topic) + 4 + 4
	if code := int16(binary.BigEndian.Uint16(answer[at:])); code != 0 {
		must(fmt.Errorf("fetch answered error %d", code))
	}
	at += 2 + 8 + 8
	aborted := int32(binary.BigEndian.Uint32(answer[at:]))
	at += 4
	if aborted > 0 {
		at += int(aborted) * 16
	}
	n := int32(binary.BigEndian.Uint32(answer[at:]))
	if n <= 0 {
		return nil
	}
	return answer[at+4 : at+4+int(n)]
}

func nextOffset(batches []byte, offset int64) int64 {
	for len(batches) >= 61 {
		size := 12 + int(binary.BigEndian.Uint32(batches[8:]))
		if size > len(batches) {
			break
		}
		offset = int64(binary.BigEndian.Uint64(batches)) + int64(binary.BigEndian.Uint32(batches[23:])) + 1
		batches = batches[size:]
	}
	return offset
}

// A fetcher reads one partition over a connection of its own.
type fetcher struct {
	conn    *net.TCPConn
	in      *bufio.Reader
	topic   string
	request []byte
	at      int
	answer  []byte
}

func newFetcher(addr, topic string, partitionBytes int32) *fetcher {
	conn := dial(addr)
	request, at := fetchRequest(topic, 0, 500, 1, 50<<20, partitionBytes)
	return &fetcher{conn: conn, in: bufio.NewReaderSize(conn, 1<<18), topic: topic, request: request, at: at}
}

// batches asks for what stands at `offset`; valid until the next call.
func (f *fetcher) batches(offset int64) []byte {
	binary.BigEndian.PutUint64(f.request[f.at:], uint64(offset))
	_, err := f.conn.Write(f.request)
	must(err)
	f.answer = readFrame(f.in, f.answer)
	return records(f.answer, f.topic)
}

func fetch(addr, topic string, conns int, bytes int64, partitionBytes int) map[string]any {
	var wait sync.WaitGroup
	var total, requests atomic.Int64
	begin := time.Now()
	for c := 0; c < conns; c++ {
		wait.Add(1)
		go func() {
			defer wait.Done()
			from := newFetcher(addr, topic, int32(partitionBytes))
			defer from.conn.Close()
			offset, got := int64(0), int64(0)
			for got < bytes {
				batches := from.batches(offset)
				if next := nextOffset(batches, offset); next > offset {
					offset = next
				} else {
					offset = 0
				}
				got += int64(len(batches))
				requests.Add(1)
			}
			total.Add(got)
		}()
	}
	wait.Wait()
	return map[string]any{"bytes": total.Load(), "requests": requests.Load(), "seconds": time.Since(begin).Seconds()}
}

// recordsIn is how many records the only batch of a Produce request has.
func recordsIn(frame []byte) int64 {
	at := 12
	at += 2 + int(binary.BigEndian.Uint16(frame[at:])) // client id
	at += 2 + 2 + 4 + 4                                // no transactional id, acks, timeout, one topic
	at += 2 + int(binary.BigEndian.Uint16(frame[at:]))
	at += 4 + 4 + 4 // one partition, its index, the bytes of its records
	return int64(binary.BigEndian.Uint32(frame[at+57:]))
}

// tail writes `count` requests over one connection while `conns` others read what is written; it ends when all have all.
func tail(addr, file, topic string, conns, depth, count int) map[string]any {
	frames := loadFrames(file)
	first := awaitLeaders(addr, frames) + recordsIn(frames[0])
	end := first
	for i := 0; i < count; i++ {
		end += recordsIn(frames[i%len(frames)])
	}
	var wait sync.WaitGroup
	var total, requests atomic.Int64
	begin := time.Now()
	for c := 0; c < conns; c++ {
		wait.Add(1)
		go func() {
			defer wait.Done()
			from := newFetcher(addr, topic, 1<<20)
			defer from.conn.Close()
			for offset := first; offset < end; {
				batches := from.batches(offset)
				offset = nextOffset(batches, offset)
				total.Add(int64(len(batches)))
				requests.Add(1)
			}
		}()
	}
	out := callFrames([]target{{addr, frames}}, 1, depth, count, 0, true)
	wait.Wait()
	out["fetchedBytes"], out["fetches"] = total.Load(), requests.Load()
	out["seconds"] = time.Since(begin).Seconds()
	return out
}

func appendVarint(b []byte, v int64) []byte {
	return binary.AppendUvarint(b, uint64(v<<1)^uint64(v>>63))
}

// produceOne is a Produce v7 of one record; its value begins with a clock reading.
func produceOne(topic string, acks int16, value []byte) []byte {
	var record []byte
	record = append(record, 0)
	record = appendVarint(record, 0)
	record = appendVarint(record, 0)
	record = appendVarint(record, -1)
	record = appendVarint(record, int64(len(value)))
	record = append(record, value...)
	record = append(record, 0)
	batch := make([]byte, 61)
	batch = appendVarint(batch, int64(len(record)))
	batch = append(batch, record...)
	binary.BigEndian.PutUint32(batch[8:], uint32(len(batch)-12))
	binary.BigEndian.PutUint32(batch[12:], 0xffffffff)
	batch[16] = 2
	now := uint64(time.Now().UnixMilli())
	binary.BigEndian.PutUint64(batch[27:], now)
	binary.BigEndian.PutUint64(batch[35:], now)
	for i := 43; i < 57; i++ {
		batch[i] = 0xff
	}
	binary.BigEndian.PutUint32(batch[57:], 1)
	binary.BigEndian.PutUint32(batch[17:], crc32.Checksum(batch[21:], castagnoli))
	b := []byte{0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 1, 0, 1, 'b', 0xff, 0xff}
	b = binary.BigEndian.AppendUint16(b, uint16(acks))
	b = binary.BigEndian.AppendUint32(b, 30000)
	b = binary.BigEndian.AppendUint32(b, 1)
	b = binary.BigEndian.AppendUint16(b, uint16(len(topic)))
	b = append(b, topic...)
	b = binary.BigEndian.AppendUint32(b, 1)
	b = binary.BigEndian.AppendUint32(b, 0)
	b = binary.BigEndian.AppendUint32(b, uint32(len(batch)))
	b = append(b, batch...)
	binary.BigEndian.PutUint32(b, uint32(len(b)-4))
	return b
}

func latency(addr, topic string, rate float64, seconds float64, acks int16, size int) map[string]any {
	count := int(rate * seconds)
	conn := dial(addr)
	in := bufio.NewReaderSize(conn, 1<<16)
	// The reader begins behind a first record: the floor has one log, with what earlier rounds wrote.
	_, err := conn.Write(produceOne(topic, acks, make([]byte, size)))
	must(err)
	first := int64(binary.BigEndian.Uint64(readFrame(in, nil)[20+len(topic):])) + 1
	origin := time.Now()
	var lat latencies
	done := make(chan struct{})
	go func() {
		from := newFetcher(addr, topic, 1<<20)
		defer from.conn.Close()
		var us []float64
		for offset := first; len(us) < count; {
			batches := from.batches(offset)
			now := time.Since(origin).Nanoseconds()
			offset = nextOffset(batches, offset)
			for len(batches) >= 61 {
				size := 12 + int(binary.BigEndian.Uint32(batches[8:]))
				p := 61
				for skip := 0; skip < 6; skip++ { // length, attributes, two deltas, key length, value length
					_, n := binary.Uvarint(batches[p:])
					p += n
				}
				us = append(us, float64(now-int64(binary.BigEndian.Uint64(batches[p:])))/1e3)
				batches = batches[size:]
			}
		}
		lat.add(us[len(us)/10:]) // the first tenth warms up
		close(done)
	}()
	answered := make(chan struct{})
	go func() {
		var answer []byte
		for i := 0; i < count; i++ {
			answer = readFrame(in, answer)
		}
		close(answered)
	}()
	value := make([]byte, size)
	for i := 0; i < count; i++ {
		due := time.Duration(float64(i) / rate * 1e9)
		if wait := due - time.Since(origin); wait > 0 {
			time.Sleep(wait)
		}
		binary.BigEndian.PutUint64(value, uint64(time.Since(origin).Nanoseconds()))
		_, err := conn.Write(produceOne(topic, acks, value))
		must(err)
	}
	<-done
	<-answered
	conn.Close()
	out := map[string]any{"records": count}
	lat.quantiles(out)
	return out
}

// idle opens connections, says ready, and holds them until its stdin ends.
func idle(addr string, conns int) map[string]any {
	open := make([]net.Conn, conns)
	for i := range open {
		open[i] = dial(addr)
	}
	fmt.Println(`{"open":true}`)
	_, _ = io.Copy(io.Discard, os.Stdin)
	return map[string]any{"connections": len(open)}
}

func main() {
	mode := os.Args[1]
	flags := flag.NewFlagSet(mode, flag.ExitOnError)
	addr := flags.String("addr", "", "host:port, several with commas between")
	file := flags.String("frames", "", "file of request frames, one for each server")
	topic := flags.String("topic", "bench", "topic")
	conns := flags.Int("conns", 1, "connections")
	depth := flags.Int("depth", 1, "requests under way a connection")
	count := flags.Int("count", 1000, "requests in all")
	bytes := flags.Int64("bytes", 1<<30, "bytes to fetch a connection")
	partitionBytes := flags.Int("partition-bytes", 1<<20, "max.partition.fetch.bytes")
	rate := flags.Float64("rate", 200, "records a second")
	seconds := flags.Float64("seconds", 5, "how long")
	limit := flags.Float64("limit", 0, "seconds after which produce sends nothing more; 0: no limit")
	acks := flags.Int("acks", 1, "acks")
	size := flags.Int("size", 100, "bytes of a record's value")
	group := flags.String("group", "bench", "group")
	protocol := flags.String("protocol", "classic", "classic or consumer")
	partitions := flags.Int("partitions", 1000, "partitions of the topic")
	must(flags.Parse(os.Args[2:]))
	var out map[string]any
	switch mode {
	case "produce":
		out = produce(*addr, *file, *conns, *depth, *count, *limit)
	case "calls":
		out = calls(*addr, *file, *conns, *depth, *count)
	case "unanswered":
		out = unanswered(*addr, *file, *conns, *count)
	case "fetch":
		out = fetch(*addr, *topic, *conns, *bytes, *partitionBytes)
	case "tail":
		out = tail(*addr, *file, *topic, *conns, *depth, *count)
	case "latency":
		out = latency(*addr, *topic, *rate, *seconds, int16(*acks), *size)
	case "idle":
		out = idle(*addr, *conns)
	case "members":
		out = members(*addr, *group, *topic, *protocol, *conns, *partitions)
	default:
		must(fmt.Errorf("unknown mode %s", mode))
	}
	out["generatorCpuSeconds"] = cpuSeconds()
	must(json.NewEncoder(os.Stdout).Encode(out))
}
