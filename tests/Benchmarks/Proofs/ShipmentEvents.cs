using System.Globalization;
using System.Text;
using Orchestrations.Domain.ProofPacks;

namespace Orchestrations.Benchmarks.Proofs;

/// <summary>Events of a shipment with a sensor, as they come: about 340 bytes, ten fields, names in no order.</summary>
static class ShipmentEvents
{
    static readonly DateTimeOffset start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static PackHeader Header { get; } = new(
        "pack", "tenant", "shipment", "policy-1", "proofs.example/tenant/tenant", PackRisk.None, null, start.AddYears(1));

    public static List<PackEvent> Of(int count) => [.. Enumerable.Range(0, count).Select(number => new PackEvent(
        "evt-" + number.ToString("D8", CultureInfo.InvariantCulture), start.AddSeconds(number), Encoding.UTF8.GetBytes(Body(number))))];

    public static string Body(int number) => string.Create(CultureInfo.InvariantCulture, $$$"""
        {"type": "sensor-reading", "shipment": "SHP-2026-000042",
         "location": {"lat": "53.5461{{{number % 10}}}", "lon": "9.9{{{number % 1000}}}", "name": "Hamburg CTA"},
         "carrier": "Example Lines", "vehicle": {"plate": "HH-AB {{{number % 9000}}}", "driver": "M. Muster"}, "celsius": "-{{{number % 25}}}.5",
         "humidity": {{{number % 100}}}, "battery": 3.{{{number % 90 + 10}}}, "note": "reading {{{number}}} of the reefer's own sensor"}
        """);
}
