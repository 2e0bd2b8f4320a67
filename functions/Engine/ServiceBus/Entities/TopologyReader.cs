using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Orchestrations.Engine.Functions;
using Orchestrations.Engine.Hosting;

namespace Orchestrations.Engine.ServiceBus.Entities;

/// <summary>
/// Finds the entities: those of the settings ServiceBus:Queues:name and ServiceBus:Topics:name:Subscriptions:name, and those
/// that a trigger or an output of the app names. What is said twice must agree.
/// </summary>
sealed class TopologyReader(IConfiguration? settings)
{
    const string SubscriptionsKey = "Subscriptions";

    readonly BusTopology topology = new();

    /// <exception cref="HostException">ORC-BUS-001 or 002: an entity cannot be as declared, or as a trigger needs it.</exception>
    public BusTopology Read(FunctionCatalog catalog)
    {
        foreach (var queue in settings?.GetSection("ServiceBus:Queues").GetChildren() ?? [])
            AddDeclared(queue, queue.Key, BusEntityKind.Queue);
        foreach (var topic in settings?.GetSection("ServiceBus:Topics").GetChildren() ?? [])
            AddTopic(topic);
        foreach (var function in catalog.StartedBy(TriggerKind.ServiceBus))
            AddSource(function);
        foreach (var function in catalog.Functions)
            if (function.Output is { } output)
                AddTarget(function, output);
        return topology;
    }

    /// <summary>The path that a trigger receives from, settings resolved.</summary>
    public static string SourceOf(FunctionDescriptor function, IConfiguration? settings)
    {
        var trigger = (ServiceBusTriggerAttribute)function.Attribute;
        return trigger.QueueName is { } queue
            ? SettingText.Resolve(queue, settings, function.Name)
            : EntityName.Subscription(
                SettingText.Resolve(trigger.TopicName!, settings, function.Name),
                SettingText.Resolve(trigger.SubscriptionName!, settings, function.Name));
    }

    void AddTopic(IConfigurationSection topic)
    {
        AddDeclared(topic, topic.Key, BusEntityKind.Topic);
        foreach (var subscription in topic.GetSection(SubscriptionsKey).GetChildren())
        {
            if (!EntityName.IsValid(subscription.Key, EntityName.LongestSubscription))
                throw EntitySection.Bad(subscription.Path, Unusable(subscription.Key, EntityName.LongestSubscription));
            AddDeclared(subscription, EntityName.Subscription(topic.Key, subscription.Key), BusEntityKind.Subscription);
        }
    }

    void AddDeclared(IConfigurationSection section, string name, BusEntityKind kind)
    {
        if (kind is not BusEntityKind.Subscription && !EntityName.IsValid(name, EntityName.LongestName))
            throw EntitySection.Bad(section.Path, Unusable(name, EntityName.LongestName));
        if (topology.KindOf(name) is { } other)
            throw EntitySection.Bad(section.Path, $"there is a {other} of that name already.");
        var entity = new EntitySection(section);
        var options = entity.Read(kind is BusEntityKind.Topic ? SubscriptionsKey : null);
        if (kind is BusEntityKind.Topic && options.RequiresSession)
            throw EntitySection.Bad($"{section.Path}:RequiresSession", "sessions are required by subscriptions, not by topics.");
        if (kind is BusEntityKind.Subscription && options.RequiresDuplicateDetection)
            throw EntitySection.Bad($"{section.Path}:RequiresDuplicateDetection", "duplicates are detected by topics, not by subscriptions.");
        topology.Set(name, kind, options, entity.ChoosesSessions ? $"the setting {section.Path}:RequiresSession" : null);
    }

    void AddSource(FunctionDescriptor function)
    {
        var trigger = (ServiceBusTriggerAttribute)function.Attribute;
        var path = SourceOf(function, settings);
        var source = EntityName.WithoutDeadLetters(path);
        if (trigger.TopicName is not null)
            Implied(function, EntityName.TopicOf(source), BusEntityKind.Topic, EntityName.LongestName);
        Implied(
            function, source, trigger.TopicName is null ? BusEntityKind.Queue : BusEntityKind.Subscription, EntityName.LongestName);
        if (EntityName.IsDeadLetters(path))
        {
            if (trigger.IsSessionsEnabled)
                throw Mismatch(function, $"dead letters have no sessions; take IsSessionsEnabled off its trigger on '{path}'.");
            return;
        }

        var options = topology.OptionsOf(source);
        if (topology.SessionsChosenBy(source) is { } chooser && options.RequiresSession != trigger.IsSessionsEnabled)
            throw Mismatch(
                function,
                $"its trigger says IsSessionsEnabled = {trigger.IsSessionsEnabled}, but '{source}' has RequiresSession = "
                + $"{options.RequiresSession} by {chooser}. Change one of them.");
        topology.Set(
            source,
            topology.KindOf(source)!.Value,
            options with { RequiresSession = trigger.IsSessionsEnabled },
            topology.SessionsChosenBy(source) ?? $"function {function.Name}");
    }

    void AddTarget(FunctionDescriptor function, ServiceBusOutputAttribute output)
    {
        var name = SettingText.Resolve(output.QueueOrTopicName, settings, function.Name);
        var kind = output.EntityType is ServiceBusEntityType.Topic ? BusEntityKind.Topic : BusEntityKind.Queue;
        Implied(function, name, kind, EntityName.LongestName);
    }

    void Implied(FunctionDescriptor function, string name, BusEntityKind kind, int longest)
    {
        if (topology.KindOf(name) is { } known)
        {
            if (known != kind)
                throw Mismatch(function, $"it means a {kind} '{name}', which is a {known}.");
            return;
        }

        var parts = kind is BusEntityKind.Subscription ? name[(EntityName.TopicOf(name).Length + 1)..].Split('/')[1..] : [name];
        if (parts is not [var part] || !EntityName.IsValid(part, kind is BusEntityKind.Subscription ? EntityName.LongestSubscription : longest))
            throw Mismatch(function, Unusable(name, longest));
        topology.Set(name, kind, new EntityOptions());
    }

    static string Unusable(string name, int longest) =>
        $"'{name}' is no usable name; use 1 to {longest} letters, digits, periods, hyphens and underscores, "
        + "from a letter or digit to a letter or digit.";

    static HostException Mismatch(FunctionDescriptor function, string why) =>
        new(BusErrors.TriggerMismatch, $"Function {function.Described} and the Service Bus do not fit: {why}");
}
