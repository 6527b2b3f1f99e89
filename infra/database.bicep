// PostgreSQL in the bot's own network, with 35 days of point-in-time backups.
// The bot refuses a server that runs without fsync, full_page_writes or synchronous_commit; Azure's defaults have all on.

param resourceBaseName string
param location string
param tags object
param networkId string
param subnetId string

@secure()
param administratorPassword string

var administrator = 'oversight'

resource zone 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: '${resourceBaseName}.private.postgres.database.azure.com'
  location: 'global'
  tags: tags
}

resource link 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2020-06-01' = {
  parent: zone
  name: 'network'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: { id: networkId }
  }
}

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: '${resourceBaseName}-db-${uniqueString(resourceGroup().id)}' // its name is one of the whole world's
  location: location
  tags: tags
  sku: { name: 'Standard_B1ms', tier: 'Burstable' }
  properties: {
    version: '16'
    administratorLogin: administrator
    administratorLoginPassword: administratorPassword
    storage: { storageSizeGB: 32, autoGrow: 'Enabled' }
    backup: { backupRetentionDays: 35, geoRedundantBackup: 'Enabled' }
    highAvailability: { mode: 'Disabled' }
    network: {
      delegatedSubnetResourceId: subnetId
      privateDnsZoneArmResourceId: zone.id
      publicNetworkAccess: 'Disabled'
    }
  }
  dependsOn: [link]
}

resource store 'Microsoft.DBforPostgreSQL/flexibleServers/databases@2024-08-01' = {
  parent: server
  name: 'oversight'
  properties: { charset: 'UTF8', collation: 'en_US.utf8' }
}

output id string = server.id
output host string = server.properties.fullyQualifiedDomainName
output name string = store.name
output administrator string = administrator
