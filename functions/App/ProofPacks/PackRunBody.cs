using System.Text.Json;

namespace Orchestrations.App.ProofPacks;

// The bodies of proof packs as the API's description shows them. They are read and written by code of their own, strictly and byte
// for byte: PackRequest and Domain/ProofPacks.

/// <summary>
/// The body of <c>POST proofpacks/run</c>. ChainBridge's form is taken too: <c>shipment_id</c>, <c>events</c>, <c>policy_version</c>.
/// </summary>
/// <param name="Subject">What it is about: 1 to 200 characters.</param>
/// <param name="Events">An array of events, or an EPCIS 2.0 document.</param>
/// <param name="Format">own, chainbridge, epcis, dcsa-2.2 or dcsa-3.0; found out by itself when it is left out.</param>
/// <param name="PolicyVersion">The version of the rules it is judged by; 1.0 when it is left out.</param>
/// <param name="Plan">What was agreed, which the risk score holds the events against.</param>
public sealed record PackRunBody(
    string Subject, JsonElement Events, string? Format = null, string? PolicyVersion = null, PackPlanBody? Plan = null);

/// <summary>What was agreed.</summary>
/// <param name="Route">The places in order, at most 1000.</param>
/// <param name="LowestTemperature">In degrees Celsius.</param>
/// <param name="HighestTemperature">In degrees Celsius.</param>
/// <param name="HardestShock">In g.</param>
/// <param name="LongestGapHours">How long nothing may be heard.</param>
public sealed record PackPlanBody(
    IReadOnlyList<string>? Route = null, decimal? LowestTemperature = null, decimal? HighestTemperature = null, decimal? HardestShock = null,
    decimal? LongestGapHours = null);

/// <summary>A pack file, whole or redacted; docs/reference/proof-pack.md has it member by member.</summary>
/// <param name="Format">orchestrations/proof-pack/1.</param>
/// <param name="Manifest">A DSSE envelope over the manifest.</param>
/// <param name="Events">Each with its fields, id and time; missing when the content was erased.</param>
/// <param name="Log">The text of the pack's .tlog-proof.</param>
/// <param name="Redaction">In copies: a DSSE envelope over what was withheld.</param>
public sealed record PackFileBody(
    string Format, JsonElement Manifest, JsonElement? Events = null, string? Log = null, JsonElement? Redaction = null);
