using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Orchestrations.Engine.Tests.Execution;

public class NewGuidTests
{
    [Theory, EachHead]
    public Task NewGuid_InATurn_IsTheUuidVersion5OfInstanceTimeAndCounter(Head head) => EngineUnderTest.On(
        head,
        tasks => tasks.AddOrchestratorFunc("ids", async context =>
        {
            var ids = new List<string> { Expected(context.CurrentUtcDateTime, 0), context.NewGuid().ToString() };
            await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
            ids.AddRange([Expected(context.CurrentUtcDateTime, 1), context.NewGuid().ToString()]);
            ids.AddRange([Expected(context.CurrentUtcDateTime, 2), context.NewGuid().ToString()]);
            return ids;

            string Expected(DateTime now, int counter) => IdOf(context.InstanceId, now, counter).ToString();
        }),
        async engine =>
        {
            var ids = await engine.Result<List<string>>("ids", id: "fixed");
            for (var i = 0; i < ids.Count; i += 2)
                Assert.Equal(ids[i], ids[i + 1]);
            Assert.Equal(3, ids.Distinct().Count());
            Assert.All(ids, id => Assert.Equal('5', id[14]));
        });

    [Fact]
    public void Uuid5_OfThePublishedExample_IsThePublishedOne() => // RFC 9562, appendix A.4
        Assert.Equal("2ed6657d-e927-568b-95e1-2665a8aea6a2", Uuid5(new Guid("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "www.example.com").ToString());

    [Theory, EachHead]
    public Task NewGuid_OnReplay_IsTheSame(Head head)
    {
        var seen = new List<Guid>();
        return EngineUnderTest.On(
            head,
            tasks => tasks.AddOrchestratorFunc("ids", async context =>
            {
                seen.Add(context.NewGuid());
                await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
                seen.Add(context.NewGuid());
                context.SetCustomStatus("waiting");
                await context.WaitForExternalEvent<object>("go");
            }),
            async engine =>
            {
                var id = await engine.Start("ids");
                await engine.UntilCustomStatus(id, "waiting");
                await engine.Restart();
                await engine.Client.RaiseEventAsync(id, "go");
                await engine.End(id);
                Assert.True(seen.Count >= 4);
                Assert.Equal(2, seen.Distinct().Count());
            });
    }

    /// <summary>The id that an instance must draw at a moment.</summary>
    internal static Guid IdOf(string instance, DateTime now, int counter) => Uuid5(
        new Guid("9e952958-5e33-4daf-827f-2fa12937b875"), string.Create(CultureInfo.InvariantCulture, $"{instance}_{now:o}_{counter}"));

    // The same algorithm as Durable Task's own, byte swaps included, written down once more.
    static Guid Uuid5(Guid space, string name)
    {
        var spaceBytes = space.ToByteArray();
        Swap(spaceBytes);
#pragma warning disable CA5350 // UUID version 5 is defined over SHA-1.
        var hash = SHA1.HashData([.. spaceBytes, .. Encoding.UTF8.GetBytes(name)]);
#pragma warning restore CA5350
        var id = hash[..16];
        id[6] = (byte)((id[6] & 0x0F) | (5 << 4));
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        Swap(id);
        return new Guid(id);
    }

    static void Swap(byte[] bytes)
    {
        foreach (var (a, b) in new[] { (0, 3), (1, 2), (4, 5), (6, 7) })
            (bytes[a], bytes[b]) = (bytes[b], bytes[a]);
    }
}
