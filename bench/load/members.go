// Members of one group as clients of the two protocols are, on a connection each: they join, take what they are given, and send
// heartbeats. They read no records, so that the broker's time and CPU are its coordinator's.
package main

import (
	"bufio"
	"crypto/rand"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"sync"
	"time"
)

const heartbeatEvery = 100 * time.Millisecond
const groupPatience = 2 * time.Minute

const (
	joinGroupKey              = 11
	heartbeatKey              = 12
	leaveGroupKey             = 13
	syncGroupKey              = 14
	consumerGroupHeartbeatKey = 68
	rebalanceInProgress       = 27
	memberIDRequired          = 79
)

// body writes fields as Kafka's protocol has them, in the old form and in the flexible one.
type body []byte

func (b body) i8(v int8) body        { return append(b, byte(v)) }
func (b body) i16(v int16) body      { return binary.BigEndian.AppendUint16(b, uint16(v)) }
func (b body) i32(v int32) body      { return binary.BigEndian.AppendUint32(b, uint32(v)) }
func (b body) uvarint(v int) body    { return binary.AppendUvarint(b, uint64(v)) }
func (b body) text(v string) body    { return append(b.i16(int16(len(v))), v...) }
func (b body) bytes(v []byte) body   { return append(b.i32(int32(len(v))), v...) }
func (b body) compact(v string) body { return append(b.uvarint(len(v)+1), v...) }
func (b body) absent() body          { return b.uvarint(0) }
func (b body) noTags() body          { return b.uvarint(0) }
func (b body) nullText() body        { return b.i16(-1) }

// answer reads them.
type answer struct{ rest []byte }

func (a *answer) take(n int) []byte {
	taken := a.rest[:n]
	a.rest = a.rest[n:]
	return taken
}
func (a *answer) i8() int8      { return int8(a.take(1)[0]) }
func (a *answer) i16() int16    { return int16(binary.BigEndian.Uint16(a.take(2))) }
func (a *answer) i32() int32    { return int32(binary.BigEndian.Uint32(a.take(4))) }
func (a *answer) text() string  { return string(a.bytesOf(int(a.i16()))) }
func (a *answer) bytes() []byte { return a.bytesOf(int(a.i32())) }
func (a *answer) bytesOf(n int) []byte {
	if n < 0 {
		return nil
	}
	return a.take(n)
}
func (a *answer) uvarint() int {
	v, n := binary.Uvarint(a.rest)
	a.rest = a.rest[n:]
	return int(v)
}
func (a *answer) compact() []byte { return a.bytesOf(a.uvarint() - 1) }

// owned is what a flexible answer assigns; its bytes are what the member says that it has.
type owned struct {
	list       []byte
	partitions []int32
}

// book is what each member has as it knows itself, until all have their share of the same epoch.
type book struct {
	mutex    sync.Mutex
	each     int
	members  [][]int32
	epochs   []int32
	full     int
	atEpoch  map[int32]int
	began    time.Time
	took     time.Duration
	isStable bool
	done     chan struct{}
}

func newBook(members, partitions int) *book {
	each := partitions / members
	return &book{each: each, members: make([][]int32, members), epochs: make([]int32, members),
		atEpoch: map[int32]int{0: members}, done: make(chan struct{})}
}

// note says true once the group is stable.
func (b *book) note(member int, epoch int32, partitions []int32) bool {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if b.isStable {
		return true
	}
	if time.Since(b.began) > groupPatience {
		must(fmt.Errorf("the group did not become stable"))
	}
	if len(b.members[member]) == b.each {
		b.full--
	}
	if b.atEpoch[b.epochs[member]]--; b.atEpoch[b.epochs[member]] == 0 {
		delete(b.atEpoch, b.epochs[member])
	}
	b.members[member], b.epochs[member] = partitions, epoch
	b.atEpoch[epoch]++
	if len(partitions) == b.each {
		b.full++
	}
	if b.full == len(b.members) && len(b.atEpoch) == 1 && b.isDisjoint() {
		b.isStable, b.took = true, time.Since(b.began)
		close(b.done)
	}
	return b.isStable
}

func (b *book) isDisjoint() bool {
	seen := map[int32]bool{}
	for _, partitions := range b.members {
		for _, partition := range partitions {
			seen[partition] = true
		}
	}
	return len(seen) == b.each*len(b.members)
}

type member struct {
	conn        net.Conn
	in          *bufio.Reader
	index       int
	group       string
	topic       string
	id          string
	correlation int32
	book        *book
}

func (m *member) call(key, version int16, isFlexible bool, request body) *answer {
	m.correlation++
	head := body{0, 0, 0, 0}.i16(key).i16(version).i32(m.correlation).text("bench")
	if isFlexible {
		head = head.noTags()
	}
	frame := append(head, request...)
	binary.BigEndian.PutUint32(frame, uint32(len(frame)-4))
	_, err := m.conn.Write(frame)
	must(err)
	told := &answer{readFrame(m.in, nil)}
	if told.i32() != m.correlation {
		must(fmt.Errorf("an answer is to another request"))
	}
	if isFlexible {
		told.uvarint()
	}
	told.i32() // throttle time
	return told
}

func check(what string, code int16) {
	if code != 0 {
		must(fmt.Errorf("%s was answered error %d", what, code))
	}
}

// consumer is a member of KIP-848: what it is given is told to it, and it says at once when it has it or has given it up.
func (m *member) consumer() {
	has := owned{list: body{}.uvarint(1)}
	epoch, isAssigned := m.beat(0, true, &has)
	for !m.book.note(m.index, epoch, has.partitions) {
		if !isAssigned {
			time.Sleep(heartbeatEvery)
		}
		epoch, isAssigned = m.beat(epoch, isAssigned, &has)
	}
}

func (m *member) beat(epoch int32, says bool, has *owned) (int32, bool) {
	request := body{}.compact(m.group).compact(m.id).i32(epoch).absent().absent()
	if epoch == 0 {
		request = request.i32(300_000).uvarint(2).compact(m.topic)
	} else {
		request = request.i32(-1).absent()
	}
	request = request.absent().absent()
	if says {
		request = append(request, has.list...)
	} else {
		request = request.absent()
	}
	told := m.call(consumerGroupHeartbeatKey, 1, true, request.noTags())
	code := told.i16()
	told.compact()
	check("a heartbeat", code)
	told.compact()
	next := told.i32()
	told.i32()
	if epoch < 0 || told.i8() < 0 {
		return next, false
	}
	before := told.rest
	has.partitions = nil
	for topics := told.uvarint() - 1; topics > 0; topics-- {
		told.take(16)
		for count := told.uvarint() - 1; count > 0; count-- {
			has.partitions = append(has.partitions, told.i32())
		}
		told.uvarint()
	}
	has.list = before[:len(before)-len(told.rest)]
	return next, true
}

// classic is a member of the older protocol; its leader assigns ranges.
func (m *member) classic(partitions int) {
	metadata := body{}.i16(0).i32(1).text(m.topic).i32(-1)
	for {
		join := body{}.text(m.group).i32(45_000).i32(300_000).text(m.id).nullText().text("consumer")
		told := m.call(joinGroupKey, 5, false, join.i32(1).text("range").bytes(metadata))
		code, generation := told.i16(), told.i32()
		told.text()
		told.text()
		m.id = told.text()
		if code == memberIDRequired {
			continue
		}
		check("a join", code)
		count := int(told.i32())
		sync := body{}.text(m.group).i32(generation).text(m.id).nullText().i32(int32(count))
		for at := 0; at < count; at++ {
			sync = sync.text(told.text())
			told.text()
			told.bytes()
			sync = sync.bytes(m.rangeOf(at, count, partitions))
		}
		told = m.call(syncGroupKey, 3, false, sync)
		if code = told.i16(); code == rebalanceInProgress {
			continue
		}
		check("a sync", code)
		if m.beats(generation, m.partitionsIn(told.bytes())) {
			return
		}
	}
}

// beats sends heartbeats until the group is stable; it says false when the group is rebalanced before.
func (m *member) beats(generation int32, has []int32) bool {
	for !m.book.note(m.index, generation, has) {
		time.Sleep(heartbeatEvery)
		told := m.call(heartbeatKey, 3, false, body{}.text(m.group).i32(generation).text(m.id).nullText())
		code := told.i16()
		if code == rebalanceInProgress {
			return false
		}
		check("a heartbeat", code)
	}
	return true
}

func (m *member) rangeOf(at, count, partitions int) []byte {
	each := (partitions + count - 1) / count
	from, to := min(at*each, partitions), min((at+1)*each, partitions)
	assigned := body{}.i16(0).i32(1).text(m.topic).i32(int32(to - from))
	for partition := from; partition < to; partition++ {
		assigned = assigned.i32(int32(partition))
	}
	return assigned.i32(-1)
}

func (m *member) partitionsIn(assigned []byte) []int32 {
	told := &answer{assigned[8+len(m.topic):]}
	partitions := make([]int32, told.i32())
	for n := range partitions {
		partitions[n] = told.i32()
	}
	return partitions
}

func (m *member) leave(isClassic bool) {
	if isClassic {
		m.call(leaveGroupKey, 1, false, body{}.text(m.group).text(m.id))
		return
	}
	m.beat(-1, false, &owned{})
}

func uuid() string {
	var raw [16]byte
	_, err := rand.Read(raw[:])
	must(err)
	return fmt.Sprintf("%x-%x-%x-%x-%x", raw[:4], raw[4:6], raw[6:8], raw[8:10], raw[10:])
}

// members opens a connection for each and says so. They join when a byte comes, and it says when the assignment is stable; they
// leave when its input ends.
func members(addr, group, topic, protocol string, count, partitions int) map[string]any {
	isClassic := protocol == "classic"
	held := newBook(count, partitions)
	all := make([]*member, count)
	for n := range all {
		conn := dial(addr)
		all[n] = &member{conn: conn, in: bufio.NewReader(conn), index: n, group: group, topic: topic, book: held}
		if !isClassic {
			all[n].id = uuid()
		}
	}
	fmt.Println(`{"open":true}`)
	_, err := os.Stdin.Read(make([]byte, 1))
	must(err)
	before := cpuSeconds()
	held.began = time.Now()
	var wait sync.WaitGroup
	for _, each := range all {
		wait.Add(1)
		go func() {
			defer wait.Done()
			if isClassic {
				each.classic(partitions)
			} else {
				each.consumer()
			}
		}()
	}
	<-held.done
	spent := cpuSeconds() - before
	out := map[string]any{"stableMs": held.took.Seconds() * 1e3, "generatorCpuMs": spent * 1e3}
	must(json.NewEncoder(os.Stdout).Encode(out))
	wait.Wait()
	_, _ = io.Copy(io.Discard, os.Stdin)
	for _, each := range all {
		each.leave(isClassic)
		_ = each.conn.Close()
	}
	return map[string]any{"left": count}
}
