namespace Orchestrations.App.Risk;

/// <summary>The body of <c>POST</c> and <c>DELETE api/emergency-stop</c>.</summary>
/// <param name="Reason">Why, for the record: 1 to 500 characters.</param>
public sealed record EmergencyStopBody(string Reason);
