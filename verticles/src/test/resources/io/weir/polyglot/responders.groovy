// Answers fields of the graph, and says what it hears.
def greeting = vertx.getOrCreateContext().config().getString('greeting')

vertx.eventBus().consumer('getGreeting.*') { request ->
  def name = request.headers().get('topic').tokenize('.').last()
  request.reply([__typename: 'Greeting', text: "$greeting, $name".toString(), by: 'Groovy'])
}

vertx.eventBus().consumer('greeted') { event ->
  vertx.eventBus().publish('greetings', [__typename: 'Greeting', text: event.body().getString('text'), by: 'Groovy'])
}
