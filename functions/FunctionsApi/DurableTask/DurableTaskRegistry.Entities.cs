using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.DurableTask;

public sealed partial class DurableTaskRegistry
{
    readonly Dictionary<TaskName, Func<IServiceProvider, ITaskEntity>> entities = [];

    public IEnumerable<KeyValuePair<TaskName, Func<IServiceProvider, ITaskEntity>>> GetEntities() => entities;

    public DurableTaskRegistry AddEntity(TaskName name, Func<IServiceProvider, ITaskEntity> factory)
    {
        if (name == default)
            throw new ArgumentException("An entity needs a name.", nameof(name));
        ArgumentNullException.ThrowIfNull(factory);
        return entities.TryAdd(name, factory)
            ? this
            : throw new ArgumentException($"An {nameof(ITaskEntity)} named '{name}' is already added.", nameof(name));
    }

    public DurableTaskRegistry AddEntity(TaskName name, Type type)
    {
        ThrowIfNotConcrete<ITaskEntity>(type);
        return AddEntity(name, services => (ITaskEntity)ActivatorUtilities.GetServiceOrCreateInstance(services, type));
    }

    public DurableTaskRegistry AddEntity(Type type)
    {
        ThrowIfNotConcrete<ITaskEntity>(type);
        return AddEntity(NameOf(type), type);
    }

    public DurableTaskRegistry AddEntity<TEntity>(TaskName name)
        where TEntity : class, ITaskEntity => AddEntity(name, typeof(TEntity));

    public DurableTaskRegistry AddEntity<TEntity>()
        where TEntity : class, ITaskEntity => AddEntity(typeof(TEntity));

    public DurableTaskRegistry AddEntity(TaskName name, ITaskEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return AddEntity(name, _ => entity);
    }

    public DurableTaskRegistry AddEntity(ITaskEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return AddEntity(NameOf(entity.GetType()), entity);
    }
}
