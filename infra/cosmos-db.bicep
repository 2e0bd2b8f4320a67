// Plans, orders, the ledger, the audit log: one container, whose partitions are the app's. Strong consistency, because an order
// must not miss an emergency stop that was set a moment before; it doubles the price of reads, and one region allows it.
@minLength(3)
@maxLength(44)
param name string
param location string
param tags object
param serverless bool
param appPrincipalId string

@description('Who may read the data. Empty for nobody.')
param operatorId string

@description('Only private endpoints reach it.')
param privateOnly bool

// Cosmos DB has roles of its own for data: 1 reads, 2 reads and writes.
var dataReader = '${account.id}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000001'
var dataContributor = '${account.id}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000002'

resource account 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: name
  location: location
  tags: tags
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    capabilities: serverless ? [{ name: 'EnableServerless' }] : []
    locations: [
      {
        locationName: location
        failoverPriority: 0
        isZoneRedundant: false
      }
    ]
    consistencyPolicy: { defaultConsistencyLevel: 'Strong' }
    backupPolicy: {
      type: 'Continuous'
      continuousModeProperties: { tier: 'Continuous7Days' }
    }
    disableLocalAuth: true
    disableKeyBasedMetadataWriteAccess: true
    minimalTlsVersion: 'Tls12'
    publicNetworkAccess: privateOnly ? 'Disabled' : 'Enabled'
  }
}

resource database 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2024-11-15' = {
  parent: account
  name: 'orchestrations'
  properties: {
    resource: { id: 'orchestrations' }
  }
}

// Items are found by partition and id, which are always indexed; indexing their content would double the price of writing.
resource container 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2024-11-15' = {
  parent: database
  name: 'items'
  properties: {
    resource: {
      id: 'items'
      partitionKey: {
        kind: 'Hash'
        version: 2
        paths: ['/partition']
      }
      indexingPolicy: {
        indexingMode: 'consistent'
        includedPaths: [{ path: '/partition/?' }]
        excludedPaths: [{ path: '/*' }]
      }
    }
    options: serverless ? {} : { autoscaleSettings: { maxThroughput: 4000 } }
  }
}

resource appData 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2024-11-15' = {
  parent: account
  name: guid(account.id, appPrincipalId, dataContributor)
  properties: {
    principalId: appPrincipalId
    roleDefinitionId: dataContributor
    scope: account.id
  }
}

resource operatorData 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2024-11-15' = if (!empty(operatorId)) {
  parent: account
  name: guid(account.id, operatorId, dataReader)
  properties: {
    principalId: operatorId
    roleDefinitionId: dataReader
    scope: account.id
  }
  dependsOn: [appData]
}

output id string = account.id
output endpoint string = account.properties.documentEndpoint
