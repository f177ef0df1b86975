// produce BOOTSTRAP TOPIC CODEC < lines, or consume BOOTSTRAP TOPIC COUNT > lines, with franz-go and a consumer group.
package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strconv"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func produce(ctx context.Context, bootstrap, topic, codec string) {
	codecs := map[string]kgo.CompressionCodec{
		"none": kgo.NoCompression(), "gzip": kgo.GzipCompression(), "snappy": kgo.SnappyCompression(),
		"lz4": kgo.Lz4Compression(), "zstd": kgo.ZstdCompression(),
	}
	client, err := kgo.NewClient(kgo.SeedBrokers(bootstrap), kgo.ProducerBatchCompression(codecs[codec]))
	fail(err)
	defer client.Close()
	var failed error
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		value := append([]byte(nil), lines.Bytes()...)
		client.Produce(ctx, &kgo.Record{Topic: topic, Value: value}, func(_ *kgo.Record, err error) {
			if err != nil {
				failed = err
			}
		})
	}
	fail(client.Flush(ctx))
	fail(failed)
}

func consume(ctx context.Context, bootstrap, topic string, count int) {
	client, err := kgo.NewClient(kgo.SeedBrokers(bootstrap), kgo.ConsumeTopics(topic),
		kgo.ConsumerGroup(fmt.Sprintf("franz-go-%d", time.Now().UnixNano())),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()))
	fail(err)
	defer client.Close()
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for seen := 0; seen < count; {
		fetches := client.PollFetches(ctx)
		fail(fetches.Err())
		fetches.EachRecord(func(record *kgo.Record) {
			if seen < count {
				out.Write(record.Value)
				out.WriteByte('\n')
			}
			seen++
		})
	}
	fail(client.CommitUncommittedOffsets(ctx))
}

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	mode, bootstrap, topic, last := os.Args[1], os.Args[2], os.Args[3], os.Args[4]
	if mode == "produce" {
		produce(ctx, bootstrap, topic, last)
		return
	}
	count, err := strconv.Atoi(last)
	fail(err)
	consume(ctx, bootstrap, topic, count)
}
