using Microsoft.AspNetCore.Http;
using Orchestrations.App.Problems;

namespace Orchestrations.App.Risk;

/// <summary>The reasons that people give when they switch something.</summary>
static class Reasons
{
    /// <summary>A reason without blanks around it.</summary>
    /// <exception cref="ProblemException">ORC-RISK-010: empty, or longer than 500 characters.</exception>
    public static string Check(string reason) => reason.Trim() is { Length: > 0 and <= 500 } given
        ? given
        : throw new ProblemException(
            StatusCodes.Status400BadRequest, EmergencyStopTriggers.NoReason,
            "The reason is missing or too long: use 1 to 500 characters.");
}
