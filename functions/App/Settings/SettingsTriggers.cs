using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Orchestrations.App.Storage;

namespace Orchestrations.App.Settings;

/// <summary>Shows the settings.</summary>
/// <param name="settings">What holds now.</param>
public sealed class SettingsTriggers(EffectiveSettings settings)
{
    /// <summary>
    /// GET api/settings: every setting with its type, range and default, what holds now and where it comes from. The values of
    /// secrets are not shown, only whether they are set.
    /// </summary>
    [Function(nameof(SettingsGet))]
    [ProducesResponseType<SettingsAnswer>(StatusCodes.Status200OK, Description = "The settings.")]
    public IResult SettingsGet(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/settings")] HttpRequest request) =>
        Results.Json(
            new SettingsAnswer(
                settings.Lines,
                [.. settings.Unknown.Select(u => new UnknownSettingLine(u.Key, u.Origin, u.Suggestion, UnknownSettings.Code))]),
            StoreJson.Options);
}
