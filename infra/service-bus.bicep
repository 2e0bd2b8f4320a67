// The queues and topics of messaging.json. Every expired or undeliverable message ends in a dead-letter queue, never nowhere.
@minLength(6)
@maxLength(50)
param name string
param location string
param tags object

@allowed(['Standard', 'Premium'])
param sku string
param appPrincipalId string

@description('Who may look at dead letters and send them again. Empty for nobody.')
param operatorId string
param operatorType string

@description('Only private endpoints reach it; needs Premium.')
param privateOnly bool

var roles = loadJsonContent('roles.json')
var messaging = loadJsonContent('messaging.json')
var subscriptions = flatten(map(messaging.topics, topic => map(topic.subscriptions, it => union(it, { topic: topic.name }))))

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: name
  location: location
  tags: tags
  sku: {
    name: sku
    tier: sku
    capacity: sku == 'Premium' ? 1 : null
  }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: privateOnly ? 'Disabled' : 'Enabled'
  }
}

resource queues 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = [for queue in messaging.queues: {
  parent: namespace
  name: queue.name
  properties: {
    lockDuration: queue.lockDuration
    maxDeliveryCount: queue.maxDeliveryCount
    defaultMessageTimeToLive: queue.defaultMessageTimeToLive
    deadLetteringOnMessageExpiration: true
    requiresDuplicateDetection: true
    duplicateDetectionHistoryTimeWindow: queue.duplicateDetectionHistoryTimeWindow
    requiresSession: queue.requiresSession
  }
}]

resource topics 'Microsoft.ServiceBus/namespaces/topics@2024-01-01' = [for topic in messaging.topics: {
  parent: namespace
  name: topic.name
  properties: {
    defaultMessageTimeToLive: topic.defaultMessageTimeToLive
    requiresDuplicateDetection: true
    duplicateDetectionHistoryTimeWindow: topic.duplicateDetectionHistoryTimeWindow
    supportOrdering: true
  }
}]

resource topicSubscriptions 'Microsoft.ServiceBus/namespaces/topics/subscriptions@2024-01-01' = [for it in subscriptions: {
  name: '${name}/${it.topic}/${it.name}'
  dependsOn: [topics]
  properties: {
    lockDuration: it.lockDuration
    maxDeliveryCount: it.maxDeliveryCount
    deadLetteringOnMessageExpiration: true
    deadLetteringOnFilterEvaluationExceptions: true
    requiresSession: it.requiresSession
  }
}]

resource appReceiver 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: namespace
  name: guid(namespace.id, appPrincipalId, roles.serviceBusDataReceiver)
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.serviceBusDataReceiver)
  }
}

resource appSender 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: namespace
  name: guid(namespace.id, appPrincipalId, roles.serviceBusDataSender)
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.serviceBusDataSender)
  }
}

resource operatorReceiver 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(operatorId)) {
  scope: namespace
  name: guid(namespace.id, operatorId, roles.serviceBusDataReceiver)
  properties: {
    principalId: operatorId
    principalType: operatorType
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.serviceBusDataReceiver)
  }
}

resource operatorSender 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(operatorId)) {
  scope: namespace
  name: guid(namespace.id, operatorId, roles.serviceBusDataSender)
  properties: {
    principalId: operatorId
    principalType: operatorType
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.serviceBusDataSender)
  }
}

output id string = namespace.id
output host string = replace(replace(namespace.properties.serviceBusEndpoint, 'https://', ''), ':443/', '')
