// The app itself. Its settings are those of app-settings.json, and below them the addresses of the services it uses; none of
// them is a secret. Secrets are in Key Vault: the app asks for them by the names in docs/operating/deploy.md.
@minLength(2)
@maxLength(60)
param name string
param location string
param tags object
param planId string
param identityId string
param identityClientId string

@maxLength(24)
param storageName string
param packageContainer string
param auditTable string

@maxLength(260)
param applicationInsightsName string
param schedulerEndpoint string
param serviceBusHost string
param cosmosEndpoint string
param vaultUri string

@allowed(['paper', 'testnet', 'live'])
param tradingMode string
param liveTradingAcknowledged bool

@description('The subnet it joins; empty for none.')
param subnetId string

resource storage 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: storageName
}

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: applicationInsightsName
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: planId
    httpsOnly: true
    clientAffinityEnabled: false
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: {
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${storage.properties.primaryEndpoints.blob}${packageContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      scaleAndConcurrency: {
        instanceMemoryMB: 2048
        maximumInstanceCount: 40
      }
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
    }
  }
}

resource settings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'appsettings'
  properties: union(loadJsonContent('app-settings.json'), {
    AZURE_CLIENT_ID: identityClientId
    AzureWebJobsStorage__credential: 'managedidentity'
    AzureWebJobsStorage__clientId: identityClientId
    AzureWebJobsStorage__blobServiceUri: storage.properties.primaryEndpoints.blob
    AzureWebJobsStorage__tableServiceUri: storage.properties.primaryEndpoints.table
    APPLICATIONINSIGHTS_CONNECTION_STRING: applicationInsights.properties.ConnectionString
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
    DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${schedulerEndpoint};Authentication=ManagedIdentity;ClientID=${identityClientId}'
    ServiceBus__fullyQualifiedNamespace: serviceBusHost
    ServiceBus__credential: 'managedidentity'
    ServiceBus__clientId: identityClientId
    Cosmos__Endpoint: cosmosEndpoint
    Keys__VaultUri: vaultUri
    Audit__TableEndpoint: storage.properties.primaryEndpoints.table
    Audit__Table: auditTable
    Trading__Mode: tradingMode
    Trading__LiveTradingAcknowledged: string(liveTradingAcknowledged)
  })
}

resource publishingByFtp 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: app
  name: 'ftp'
  properties: { allow: false }
}

resource publishingByPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: app
  name: 'scm'
  properties: { allow: false }
}

output name string = app.name
output uri string = 'https://${app.properties.defaultHostName}'
