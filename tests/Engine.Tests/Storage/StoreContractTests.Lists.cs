using Microsoft.DurableTask.Client;
using Orchestrations.Engine.Instances;
using Orchestrations.Engine.Storage;

namespace Orchestrations.Engine.Tests.Storage;

/// <content>Lists: filters, pages and their tokens.</content>
public abstract partial class StoreContractTests
{
    [Fact]
    public void Query_WithEachFilter_FindsWhatMatches()
    {
        Fill();
        Assert.Equal([1, 2, 3, 4, 5], Keys(new InstanceFilter()));
        Assert.Equal([3, 4, 5], Keys(new InstanceFilter(CreatedFrom: Noon.AddHours(3))));
        Assert.Equal([1, 2, 3], Keys(new InstanceFilter(CreatedTo: Noon.AddHours(3))));
        Assert.Equal([3], Keys(new InstanceFilter(Statuses: new HashSet<OrchestrationRuntimeStatus> { OrchestrationRuntimeStatus.Completed })));
        Assert.Equal([3, 2], Keys(new InstanceFilter(IdPrefix: "t")));
        Assert.Equal([2, 4], Store.ChildrenOf("one").Select(child => child.Key));

        IEnumerable<long> Keys(InstanceFilter filter) => Store.Query(filter, null, 100).Rows.Select(record => record.Key);
    }

    public static TheoryData<string?, OrchestrationRuntimeStatus[], int, int> Filters { get; } = new()
    {
        { null, [], 0, 1000 },
        { null, [], 7, 31 },
        { null, [OrchestrationRuntimeStatus.Failed], 0, 1000 },
        { null, [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Completed], 0, 1000 },
        { null, [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Pending], 5, 33 },
        { "b", [], 0, 1000 },
        { "b", [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Completed], 3, 35 },
    };

    // Several of one moment, keys against the order of time, and pages of every size: each instance once, in one order.
    [Theory, MemberData(nameof(Filters))]
    public void Query_InPagesOfAnySize_FindsEachOnceInTheOrderOfItsPages(string? prefix, OrchestrationRuntimeStatus[] statuses, int from, int to)
    {
        OrchestrationRuntimeStatus[] all =
            [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed];
        var records = Enumerable.Range(1, 40).Select(i => Record(i, $"{"abc"[i % 3]}{i * 7 % 41:d2}") with
        {
            Status = all[i % 3 == 0 ? 0 : i % all.Length],
            CreatedAt = Noon.AddHours(i * 11 % 41 / 3 * 3),
        }).ToList();
        Write([.. records.Select(record => (Action<IDurableTransaction>)(t => t.Insert(record)))]);
        var filter = new InstanceFilter(Noon.AddHours(from), Noon.AddHours(to), statuses.ToHashSet(), prefix);
        var matching = records.Where(filter.Matches);
        var expected = prefix is null
            ? matching.OrderBy(record => record.CreatedAt).ThenBy(record => record.Key)
            : matching.OrderBy(record => record.Id, StringComparer.Ordinal);
        Assert.NotEmpty(expected);
        foreach (var size in new[] { 1, 2, 3, 7, 40, 100 })
        {
            Assert.Equal(expected.Select(record => record.Id), Ids(filter, size));
            Assert.Equal(expected.Select(record => record.Id).Reverse(), Ids(filter with { Descending = true }, size));
        }
    }

    List<string> Ids(InstanceFilter filter, int size)
    {
        var found = new List<string>();
        for (string? after = null; found.Count == 0 || after is not null;)
        {
            var page = Store.Query(filter, after, size);
            Assert.InRange(page.Rows.Count, 0, size);
            found.AddRange(page.Rows.Select(record => record.Id));
            after = page.Next;
        }

        return found;
    }

    [Theory]
    [InlineData("not ours", null)]
    [InlineData("-1.2", null)]
    [InlineData("1", null)]
    [InlineData("=id", null)]
    [InlineData("1.2", "prefix")]
    [InlineData("=", "prefix")]
    public void Query_WithATokenOfNoPage_IsRefused(string token, string? prefix) =>
        Assert.Throws<ArgumentException>(() => Store.Query(new InstanceFilter(IdPrefix: prefix), token, 1));

    [Theory]
    [InlineData("1.2", null)]
    [InlineData("-1", null)]
    [InlineData("--1.2", null)]
    [InlineData("-=id", null)]
    [InlineData("=id", "prefix")]
    [InlineData("-1.2", "prefix")]
    public void Query_NewestFirstWithATokenOfAnotherOrder_IsRefused(string token, string? prefix) =>
        Assert.Throws<ArgumentException>(() => Store.Query(new InstanceFilter(IdPrefix: prefix) { Descending = true }, token, 1));
}
