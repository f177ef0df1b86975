// Members of one group with franz-go. Arguments: BOOTSTRAP TOPIC GROUP PROTOCOL PREFIX COUNT. A line on stdin names a member
// that is to leave.
package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

var mutex sync.Mutex

func say(words ...any) {
	mutex.Lock()
	defer mutex.Unlock()
	fmt.Println(words...)
}

func run(name string, leave <-chan struct{}) {
	topic, protocol := os.Args[2], os.Args[4]
	tell := func(what string) func(context.Context, *kgo.Client, map[string][]int32) {
		return func(_ context.Context, _ *kgo.Client, partitions map[string][]int32) {
			var list []string
			for _, each := range partitions[topic] {
				list = append(list, strconv.Itoa(int(each)))
			}
			say(name, what, strings.Join(list, ","))
		}
	}
	options := []kgo.Opt{
		kgo.SeedBrokers(os.Args[1]), kgo.ConsumerGroup(os.Args[3]), kgo.ConsumeTopics(topic), kgo.DisableAutoCommit(),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()), kgo.FetchMaxWait(500 * time.Millisecond),
		kgo.OnPartitionsAssigned(tell("given")), kgo.OnPartitionsRevoked(tell("taken")), kgo.OnPartitionsLost(tell("lost")),
	}
	if protocol == "classic" {
		options = append(options, kgo.Balancers(kgo.CooperativeStickyBalancer()), kgo.SessionTimeout(6*time.Second),
			kgo.HeartbeatInterval(500*time.Millisecond))
	} else {
		options = append(options, kgo.ServerSideBalancer())
	}
	client, err := kgo.NewClient(options...)
	if err != nil {
		say(name, "failed", err)
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	go func() { <-leave; cancel() }()
	for ctx.Err() == nil {
		fetches := client.PollFetches(ctx)
		fetches.EachRecord(func(record *kgo.Record) {
			say(name, "read", fmt.Sprintf("%d:%d", record.Partition, record.Offset))
		})
		// In the midst of a rebalance it is refused: the next commit has it.
		_ = client.CommitUncommittedOffsets(ctx)
	}
	client.Close()
	say(name, "left")
}

func main() {
	count, _ := strconv.Atoi(os.Args[6])
	leave := map[string]chan struct{}{}
	for at := 0; at < count; at++ {
		name := os.Args[5] + strconv.Itoa(at)
		leave[name] = make(chan struct{})
		go run(name, leave[name])
	}
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		close(leave[in.Text()])
	}
	select {}
}
