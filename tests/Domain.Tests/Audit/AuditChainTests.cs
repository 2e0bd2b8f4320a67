using Orchestrations.Domain.Audit;

namespace Orchestrations.Domain.Tests.Audit;

public class AuditChainTests
{
    static List<AuditRecord> Chain { get; } = Build(6);

    public static TheoryData<int, string> Changes
    {
        get
        {
            var data = new TheoryData<int, string>();
            for (var at = 0; at < 6; at++)
                foreach (var name in (string[])["Sequence", "Key", "Time", "Subject", "Kind", "Data", "PreviousHash", "Hash"])
                    data.Add(at, name);
            return data;
        }
    }

    [Fact]
    public void Chain_Untouched_IsValid() =>
        Assert.Equal(new AuditVerdict(true, 6, Chain[^1].Hash, null, null), AuditChain.Verify(Chain, Chain[^1].Hash));

    [Theory]
    [MemberData(nameof(Changes))]
    public void Chain_WithAnySingleFieldChanged_IsBrokenThere(int at, string field)
    {
        var r = Chain[at];
        var changed = field switch
        {
            "Sequence" => r with { Sequence = r.Sequence + 1 },
            "Key" => r with { Key = r.Key + "x" },
            "Time" => r with { Time = r.Time.AddTicks(1) },
            "Subject" => r with { Subject = "" },
            "Kind" => r with { Kind = "other" },
            "Data" => r with { Data = r.Data.Replace('1', '2') },
            "PreviousHash" => r with { PreviousHash = new string('f', 64) },
            _ => r with { Hash = r.Hash.Replace('a', 'b').Replace('0', 'c') },
        };

        var verdict = AuditChain.Verify([.. Chain[..at], changed, .. Chain[(at + 1)..]]);

        Assert.False(verdict.Valid);
        Assert.Equal(at + 1, verdict.BrokenSequence);
        Assert.NotNull(verdict.Reason);
    }

    [Fact]
    public void Chain_WithARecordRemoved_IsBrokenThere() =>
        Assert.Equal(3, AuditChain.Verify([.. Chain[..2], .. Chain[3..]]).BrokenSequence);

    [Fact]
    public void Chain_WithTheEndCutOff_IsFoundByTheHead()
    {
        Assert.True(AuditChain.Verify(Chain[..4]).Valid);
        Assert.Equal(5, AuditChain.Verify(Chain[..4], Chain[^1].Hash).BrokenSequence);
    }

    [Fact]
    public void Chain_RecomputedFromAChangedRecord_IsFoundByTheHead()
    {
        var forged = Build(6, data: n => n == 3 ? "{\"amount\":\"999\"}" : null);

        Assert.True(AuditChain.Verify(forged).Valid);
        Assert.False(AuditChain.Verify(forged, Chain[^1].Hash).Valid);
    }

    [Fact]
    public void Fields_MovedAcrossTheirBorder_HashDifferently()
    {
        var a = AuditChain.Next(null, "k", Samples.Start, "ab", "c", "{}");
        var b = AuditChain.Next(null, "k", Samples.Start, "a", "bc", "{}");

        Assert.NotEqual(a.Hash, b.Hash);
    }

    [Fact]
    public void Hash_OfAKnownRecord_IsTheSameForever() =>
        // Computed in Python from the documented bytes: verifiers outside this repository rely on them.
        Assert.Equal(KnownHash, AuditChain.Next(null, "key", Samples.Start, "subject", "kind", "{\"a\":\"1\"}").Hash);

    static List<AuditRecord> Build(int count, Func<int, string?>? data = null)
    {
        var records = new List<AuditRecord>();
        for (var n = 0; n < count; n++)
        {
            var text = data?.Invoke(n) ?? $"{{\"amount\":\"10{n}\"}}";
            records.Add(AuditChain.Next(records.LastOrDefault(), "key-" + n, Samples.Start.AddMinutes(n), "dca-core", "order", text));
        }
        return records;
    }

    const string KnownHash = "ebd8cd5337f4c4d361542ec87dd099e5c451208e7912d5533a7d0f03b5930a93";
}
