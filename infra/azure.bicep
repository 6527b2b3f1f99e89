// Everything Oversight needs in one resource group. docs/deploy.md walks through it.
//
// The bot signs in with a user-assigned managed identity (no secret to renew) or, with botAppType 'SingleTenant', as an
// app registration with a secret. The database is reachable from the bot's own network only.

targetScope = 'resourceGroup'

@description('Used in the names of all resources: small letters, digits and single hyphens, a letter first.')
@minLength(3)
@maxLength(16)
param resourceBaseName string

@description('Where the resources stand. Keep NHS data in the UK.')
@allowed(['uksouth', 'ukwest'])
param location string = 'uksouth'

@description('The image, best by digest: registry/oversight@sha256:...')
param image string

@description('Name of an Azure Container Registry in this resource group that holds the image; empty when it needs no sign-in.')
param registryName string = ''

@description('How the bot signs in to Teams.')
@allowed(['UserAssignedMSI', 'SingleTenant'])
param botAppType string = 'UserAssignedMSI'

@description('Client id of the app registration; for SingleTenant only.')
param botAppId string = ''

@description('Client secret of the app registration; for SingleTenant only.')
@secure()
param botAppPassword string = ''

@description('Name of the bot in Azure, as administrators see it.')
@maxLength(42)
param botDisplayName string = 'Oversight'

@description('Keys that sign the buttons of cards, comma separated; the first signs, all open. openssl rand -hex 32')
@secure()
@minLength(32)
param cardKeys string

@description('Password of the database administrator; letters and digits only, since it stands in an address. openssl rand -hex 24')
@secure()
@minLength(24)
param databasePassword string

@description('The text of the group file (TOML). Empty: load one later with python app.py load.')
@secure()
param groupFile string = ''

@description('Replicas that run at all times.')
@minValue(1)
@maxValue(5)
param replicas int = 2

@description('Who is written to when something is amiss.')
param alertEmail string

var tags = { application: 'oversight' }
var backupName = take('${replace(toLower(resourceBaseName), '-', '')}${uniqueString(resourceGroup().id)}', 24)
var appName = '${resourceBaseName}-app'
var secretsUser = '4633458b-17de-408a-b874-0445c86b69e6'
var acrPull = '7f951dda-4ed3-4680-a7ca-43fe172d538d'
var managed = botAppType == 'UserAssignedMSI'
var appId = managed ? identity.properties.clientId : botAppId
var publicUrl = 'https://${appName}.${environment.properties.defaultDomain}'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${resourceBaseName}-identity'
  location: location
  tags: tags
}

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: '${resourceBaseName}-logs'
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: 90
  }
}

resource network 'Microsoft.Network/virtualNetworks@2024-01-01' = {
  name: '${resourceBaseName}-network'
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: ['10.42.0.0/16'] }
    subnets: [
      {
        name: 'apps'
        properties: {
          addressPrefix: '10.42.0.0/23'
          delegations: [{ name: 'apps', properties: { serviceName: 'Microsoft.App/environments' } }]
          serviceEndpoints: [{ service: 'Microsoft.KeyVault' }, { service: 'Microsoft.Storage' }]
        }
      }
      {
        name: 'database'
        properties: {
          addressPrefix: '10.42.2.0/24'
          delegations: [{ name: 'database', properties: { serviceName: 'Microsoft.DBforPostgreSQL/flexibleServers' } }]
        }
      }
    ]
  }
}

module database 'database.bicep' = {
  name: 'database'
  params: {
    resourceBaseName: resourceBaseName
    location: location
    tags: tags
    networkId: network.id
    subnetId: '${network.id}/subnets/database'
    administratorPassword: databasePassword
  }
}

module backups 'backups.bicep' = {
  name: 'backups'
  params: {
    accountName: backupName
    location: location
    tags: tags
    subnetId: '${network.id}/subnets/apps'
  }
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: take('${resourceBaseName}${uniqueString(resourceGroup().id)}', 24)
  location: location
  tags: tags
  properties: {
    tenantId: subscription().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
    softDeleteRetentionInDays: 90
  }
}

resource cardKeysSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'card-keys'
  properties: { value: cardKeys }
}

resource databaseSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'database-url'
  properties: {
    value: 'postgresql+psycopg://${database.outputs.administrator}:${databasePassword}@${database.outputs.host}:5432/${database.outputs.name}?sslmode=require'
  }
}

resource passwordSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!managed) {
  parent: vault
  name: 'bot-password'
  properties: { value: botAppPassword }
}

resource groupSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(groupFile)) {
  parent: vault
  name: 'group-file'
  properties: { value: groupFile }
}

resource readsSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, identity.id, secretsUser)
  scope: vault
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsUser)
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' existing = if (!empty(registryName)) {
  name: empty(registryName) ? 'none' : registryName
}

resource pullsImages 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(registryName)) {
  name: guid(resourceGroup().id, registryName, identity.id, acrPull)
  scope: registry
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', acrPull)
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource environment 'Microsoft.App/managedEnvironments@2024-03-01' = {
  name: '${resourceBaseName}-env'
  location: location
  tags: tags
  properties: {
    vnetConfiguration: { infrastructureSubnetId: '${network.id}/subnets/apps' }
    workloadProfiles: [{ name: 'Consumption', workloadProfileType: 'Consumption' }]
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: {
        customerId: logs.properties.customerId
        sharedKey: logs.listKeys().primarySharedKey
      }
    }
  }
}

resource exports 'Microsoft.App/managedEnvironments/storages@2024-03-01' = {
  parent: environment
  name: 'exports'
  properties: {
    azureFile: {
      accountName: backupName
      accountKey: backupAccount.listKeys().keys[0].value
      shareName: backups.outputs.shareName
      accessMode: 'ReadWrite'
    }
  }
}

resource backupAccount 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: backupName
}

var kept = '${vault.properties.vaultUri}secrets'
var passwordKept = { name: 'bot-password', keyVaultUrl: '${kept}/bot-password', identity: identity.id }
var groupKept = { name: 'group-file', keyVaultUrl: '${kept}/group-file', identity: identity.id }
var secrets = concat(
  [
    { name: 'card-keys', keyVaultUrl: '${kept}/card-keys', identity: identity.id }
    { name: 'database-url', keyVaultUrl: '${kept}/database-url', identity: identity.id }
  ],
  managed ? [] : [passwordKept],
  empty(groupFile) ? [] : [groupKept]
)

var settings = concat(
  [
    { name: 'MICROSOFT_APP_ID', value: appId }
    { name: 'MICROSOFT_APP_TYPE', value: botAppType }
    { name: 'MICROSOFT_APP_TENANT_ID', value: subscription().tenantId }
    { name: 'DATABASE_URL', secretRef: 'database-url' }
    { name: 'CARD_KEYS', secretRef: 'card-keys' }
    { name: 'HOST', value: '0.0.0.0' }
    { name: 'PORT', value: '3978' }
    { name: 'PUBLIC_URL', value: publicUrl }
  ],
  managed ? [] : [{ name: 'MICROSOFT_APP_PASSWORD', secretRef: 'bot-password' }],
  empty(groupFile) ? [] : [{ name: 'GROUP_FILE', value: '/etc/oversight/group.toml' }]
)

var groupVolume = { name: 'group', storageType: 'Secret', secrets: [{ secretRef: 'group-file', path: 'group.toml' }] }
var groupVolumes = empty(groupFile) ? [] : [groupVolume]
var groupMounts = empty(groupFile) ? [] : [{ volumeName: 'group', mountPath: '/etc/oversight' }]
var registries = empty(registryName) ? [] : [{ server: registry!.properties.loginServer, identity: identity.id }]

resource app 'Microsoft.App/containerApps@2024-03-01' = {
  name: appName
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    managedEnvironmentId: environment.id
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: { external: true, targetPort: 3978, transport: 'http', allowInsecure: false }
      registries: registries
      secrets: secrets
    }
    template: {
      terminationGracePeriodSeconds: 30
      containers: [
        {
          name: 'oversight'
          image: image
          resources: { cpu: json('0.5'), memory: '1Gi' }
          env: settings
          volumeMounts: groupMounts
          probes: [
            {
              type: 'Startup'
              httpGet: { path: '/healthz', port: 3978 }
              periodSeconds: 3
              failureThreshold: 40
            }
            {
              type: 'Liveness'
              httpGet: { path: '/healthz', port: 3978 }
              periodSeconds: 30
              failureThreshold: 3
            }
            {
              // Not /readyz: when the database or Teams is away the bot must go on answering members politely.
              // The availability test in alerts.bicep watches /readyz.
              type: 'Readiness'
              httpGet: { path: '/healthz', port: 3978 }
              periodSeconds: 10
            }
          ]
        }
      ]
      volumes: groupVolumes
      scale: { minReplicas: replicas, maxReplicas: replicas }
    }
  }
  dependsOn: [readsSecrets, pullsImages, cardKeysSecret, databaseSecret, passwordSecret, groupSecret]
}

// Every night everything in an open format, beside the server's own point-in-time backups.
resource nightlyExport 'Microsoft.App/jobs@2024-03-01' = {
  name: '${resourceBaseName}-export'
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    environmentId: environment.id
    workloadProfileName: 'Consumption'
    configuration: {
      triggerType: 'Schedule'
      scheduleTriggerConfig: { cronExpression: '30 2 * * *', parallelism: 1, replicaCompletionCount: 1 }
      replicaTimeout: 900
      replicaRetryLimit: 1
      registries: registries
      secrets: secrets
    }
    template: {
      containers: [
        {
          name: 'export'
          image: image
          resources: { cpu: json('0.5'), memory: '1Gi' }
          command: ['/bin/sh', '-c', 'exec python app.py export /exports/oversight-$(date +%A).xlsx']
          env: settings
          volumeMounts: concat(groupMounts, [{ volumeName: 'exports', mountPath: '/exports' }])
        }
      ]
      volumes: concat(groupVolumes, [{ name: 'exports', storageType: 'AzureFile', storageName: exports.name }])
    }
  }
  dependsOn: [readsSecrets, pullsImages, cardKeysSecret, databaseSecret, passwordSecret, groupSecret]
}

module bot 'botRegistration/azurebot.bicep' = {
  name: 'bot'
  params: {
    resourceBaseName: resourceBaseName
    tags: tags
    displayName: botDisplayName
    appType: botAppType
    appId: appId
    identityId: managed ? identity.id : ''
    endpoint: '${publicUrl}/api/messages'
  }
}

module alerts 'alerts.bicep' = {
  name: 'alerts'
  params: {
    resourceBaseName: resourceBaseName
    location: location
    tags: tags
    email: alertEmail
    publicUrl: publicUrl
    logsId: logs.id
    appName: appName
    databaseId: database.outputs.id
  }
}

// Written into env/.env.NAME by `atk provision`, under these names in upper snake case.
output MICROSOFT_APP_ID string = appId
output PUBLIC_URL string = publicUrl
output VAULT_NAME string = vault.name
output APP_NAME string = app.name
