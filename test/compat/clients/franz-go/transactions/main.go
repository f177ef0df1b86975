// The scenario and the job of test/compat/transactions/clients.mjs with franz-go.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"
)

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

var bootstrap, source, target, group, id string

func session(more ...kgo.Opt) *kgo.GroupTransactSession {
	s, err := kgo.NewGroupTransactSession(append([]kgo.Opt{
		kgo.SeedBrokers(bootstrap), kgo.DefaultProduceTopic(target), kgo.TransactionalID(id), kgo.ConsumeTopics(source),
		kgo.ConsumerGroup(group), kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()), kgo.RequireStableFetchOffsets(),
		kgo.FetchIsolationLevel(kgo.ReadCommitted()), kgo.ProducerLinger(0),
	}, more...)...)
	fail(err)
	return s
}

// Sends value in a transaction of s and ends it so, with the offsets of what was polled.
func ended(ctx context.Context, s *kgo.GroupTransactSession, value string, how kgo.TransactionEndTry) {
	fail(s.Begin())
	fail(s.ProduceSync(ctx, kgo.StringRecord(value)).FirstErr())
	committed, err := s.End(ctx, how)
	fail(err)
	if committed != bool(how) {
		fail(fmt.Errorf("%q was committed: %v", value, committed))
	}
}

func polled(ctx context.Context, s *kgo.GroupTransactSession, count int) {
	for seen := 0; seen < count; {
		fetches := s.PollRecords(ctx, count-seen)
		fail(fetches.Err())
		seen += fetches.NumRecords()
	}
}

// A second instance, with a transaction begun. Kafka answers that the transaction of the first is being aborted until it is;
// this client hands that to its user.
func begun(ctx context.Context) *kgo.Client {
	for {
		client, err := kgo.NewClient(kgo.SeedBrokers(bootstrap), kgo.DefaultProduceTopic(target), kgo.TransactionalID(id))
		fail(err)
		err = client.BeginTransaction()
		if err == nil {
			return client
		}
		client.Close()
		if !errors.Is(err, kerr.ConcurrentTransactions) || ctx.Err() != nil {
			fail(err)
		}
		time.Sleep(100 * time.Millisecond)
	}
}

func scenario(ctx context.Context) {
	first := session()
	ended(ctx, first, "committed", kgo.TryCommit)
	ended(ctx, first, "aborted", kgo.TryAbort)
	polled(ctx, first, 7)
	ended(ctx, first, "with offsets", kgo.TryCommit)
	polled(ctx, first, 2)
	ended(ctx, first, "aborted with offsets", kgo.TryAbort)
	fail(first.Begin())
	fail(first.ProduceSync(ctx, kgo.StringRecord("of a zombie")).FirstErr())
	second := begun(ctx)
	fail(second.ProduceSync(ctx, kgo.StringRecord("of the heir")).FirstErr())
	late := first.ProduceSync(ctx, kgo.StringRecord("late")).FirstErr()
	if late == nil {
		_, late = first.End(ctx, kgo.TryCommit)
	}
	if errors.Is(late, kerr.InvalidProducerEpoch) || errors.Is(late, kerr.ProducerFenced) {
		fmt.Println("fenced")
	} else {
		fmt.Println("not fenced:", late)
	}
	fail(second.EndTransaction(ctx, kgo.TryCommit))
}

func job(ctx context.Context) {
	s := session(kgo.InstanceID(id), kgo.SessionTimeout(6*time.Second))
	fmt.Println("working")
	for {
		fetches := s.PollRecords(ctx, 20)
		if fetches.NumRecords() == 0 {
			continue
		}
		fail(s.Begin())
		fetches.EachRecord(func(r *kgo.Record) {
			s.Produce(ctx, kgo.StringRecord(fmt.Sprintf("%d:%d", r.Partition, r.Offset)), func(_ *kgo.Record, err error) { fail(err) })
		})
		_, err := s.End(ctx, kgo.TryCommit)
		fail(err)
	}
}

func main() {
	mode := os.Args[1]
	bootstrap, source, target, group, id = os.Args[2], os.Args[3], os.Args[4], os.Args[5], os.Args[6]
	if mode == "job" {
		job(context.Background())
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	scenario(ctx)
}
