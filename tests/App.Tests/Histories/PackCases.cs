using System.Text;
using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Orchestrations.App.ProofPacks;
using Orchestrations.App.Shipments;
using Orchestrations.App.Tenants;

namespace Orchestrations.App.Tests.Histories;

/// <summary>The cases about evidence.</summary>
static class PackCases
{
    const string Tenant = "acme";
    const string Subject = "SHIPMENT-1";

    public static string Sealed(HistoryWorld world)
    {
        var pack = Ask(world, 1);
        Assert.Equal(new PackSealed(pack, 0), world.Run<PackSealed>(nameof(PackOrchestrator), "pack-1", new PackRunInput(Tenant, pack)));
        return "pack-1";
    }

    public static string Erased(HistoryWorld world)
    {
        for (var number = 1; number <= 25; number++)
            world.Run<PackSealed>(nameof(PackOrchestrator), "pack-" + number, new PackRunInput(Tenant, Ask(world, number)));
        var result = world.Run<RetentionResult>(
            nameof(RetentionOrchestrator), "retention-1", new RetentionInput(Tenant, Bench.Start.AddYears(10)));
        Assert.Equal(new RetentionResult(25, 0), result);
        return "retention-1";
    }

    public static string CollectedToTheSize(HistoryWorld world)
    {
        var events = Collect(world, 1, 2);
        return Ends(world, new ShipmentInput(Tenant, Subject, 3600, 2, events));
    }

    public static string CollectedToTheDeadline(HistoryWorld world)
    {
        var events = Collect(world, 1);
        return Ends(world, new ShipmentInput(Tenant, Subject, 3600, 100, events));
    }

    public static string CollectedUntilComplete(HistoryWorld world)
    {
        var events = Collect(world, 1);
        var client = world.Get<DurableTaskClient>();
        world.Do(async () =>
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(ShipmentOrchestrator), new ShipmentInput(Tenant, Subject, 3600, 100, events), new StartOrchestrationOptions("shipment-1"));
            await client.RaiseEventAsync("shipment-1", ShipmentOrchestrator.Added, new ShipmentSignal(2, false));
            await client.RaiseEventAsync("shipment-1", ShipmentOrchestrator.Added, new ShipmentSignal(3, true));
        });
        Assert.NotNull(world.Ended<ShipmentResult>("shipment-1").Pack);
        return "shipment-1";
    }

    public static string Proved(HistoryWorld world)
    {
        var run = world.DcaRun("20240115");
        Assert.Equal(["Filled", "Filled"], run.Orders.Select(line => line.Status));
        ProofCases.IsProved(world, "dca-core-20240115");
        return "dca-core-20240115";
    }

    static string Ends(HistoryWorld world, ShipmentInput input)
    {
        Assert.NotNull(world.Run<ShipmentResult>(nameof(ShipmentOrchestrator), "shipment-1", input).Pack);
        return "shipment-1";
    }

    static int Collect(HistoryWorld world, params int[] numbers)
    {
        var events = 0;
        world.Do(async () =>
        {
            await world.Get<TenantRepository>().EnsureAsync(Tenant);
            foreach (var number in numbers)
            {
                using var json = JsonDocument.Parse($"[{Event(number)}]");
                events = await world.Get<ShipmentCollection>().AddAsync(
                    new ShipmentMessage(Tenant, Subject, json.RootElement.Clone()), Bench.None);
            }
        });
        return events;
    }

    static string Ask(HistoryWorld world, int number)
    {
        var pack = "";
        world.Do(async () =>
        {
            var tenant = await world.Get<TenantRepository>().EnsureAsync(Tenant);
            var body = Encoding.UTF8.GetBytes($$"""{"subject":"{{Subject}}","events":[{{Event(number)}}]}""");
            pack = PackRuns.IdOf(tenant, "body", body);
            await world.Get<PackRuns>().AskAsync(Tenant, pack, tenant.NameOf("request", body), PackRequest.Read(body), Bench.None);
        });
        return pack;
    }

    static string Event(int number) => FormattableString.Invariant(
        $$"""{"id":"e{{number}}","type":"scan","time":"2024-01-01T00:00:{{number:D2}}Z"}""");
}
