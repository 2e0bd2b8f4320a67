using System.Globalization;

namespace Microsoft.Azure.Functions.Worker;

[AttributeUsage(AttributeTargets.Method)]
public abstract class RetryAttribute : Attribute
{
    public RetryAttribute()
    {
    }

    public int MaxRetryCount { get; set; }

    private protected static TimeSpan NotNegative(string interval, string name)
    {
        if (!TimeSpan.TryParse(interval, CultureInfo.InvariantCulture, out var value))
            throw new ArgumentOutOfRangeException(name, interval, "Not an interval of the form hh:mm:ss.");
        return value >= TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(name, interval, "An interval is never negative.");
    }
}
