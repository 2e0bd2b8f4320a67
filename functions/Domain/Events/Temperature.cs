namespace Orchestrations.Domain.Events;

/// <summary>Temperatures by the unit codes of UN/ECE Recommendation 20, which DCSA and EPCIS both use.</summary>
static class Temperature
{
    /// <summary>In degrees Celsius, or null when the unit is none of temperature.</summary>
    public static decimal? InCelsius(decimal value, string unit) => Math.Abs(value) > 1_000_000m ? null : unit switch
    {
        "CEL" => value,
        "FAH" => (value - 32m) * 5m / 9m,
        "KEL" => value - 273.15m,
        _ => null,
    };
}
