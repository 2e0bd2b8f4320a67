using System.Text.RegularExpressions;

namespace Orchestrations.Domain.Events;

/// <summary>
/// Names of details: the same in errors and as field names of packs. <c>transportCall.vessel.vesselName</c>,
/// <c>seals[0].sealNumber</c>; a member whose name holds other characters is quoted: <c>['a.b']</c>.
/// </summary>
static partial class EventPath
{
    public static string Member(string path, string name)
    {
        var plain = Plain().IsMatch(name);
        var step = plain ? name : "['" + name.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("'", "\\'", StringComparison.Ordinal) + "']";
        return path.Length == 0 ? step : plain ? path + "." + step : path + step;
    }

    [GeneratedRegex(@"^[\p{L}\p{N}_:@$#/-]+\z")]
    private static partial Regex Plain();
}
