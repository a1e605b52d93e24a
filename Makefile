# With Docker: `make build`, `make up`, `make down`. Without: `make run`, `make test`.

.DEFAULT_GOAL := help
.PHONY: help build up down logs ps restart run test fuzz jar format analyze bench clean jdk

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

build: ## Build the two Docker images
	@bin/deployment build

up: ## Start the balancer and its replicas on Docker, and wait until they serve
	@bin/deployment up

down: ## Stop and remove all that `make up` has started
	@bin/deployment down

logs: ## Follow the balancer's log
	@bin/deployment logs

ps: ## Show the balancer and its replicas
	@bin/deployment ps

restart: ## Restart the balancer on Docker
	@bin/deployment restart

run: jar ## Run a balancer and three replicas on port 5000, without Docker
	@exec bin/ringkeeper run $(ARGS)

test: jdk ## Run all tests
	./mvnw verify

fuzz: jdk ## Look for bytes that two readers of HTTP read differently
	./mvnw --quiet -Pfuzz -pl balancer -am -DskipTests test $(ARGS)

jar: cli/target/ringkeeper.jar ## Build the jar, if anything has changed
	@bin/aot-cache || true

# A jar that is built anew, though it be the same, needs another AOT cache; hence only if it has to be.
cli/target/ringkeeper.jar: $(shell find pom.xml */pom.xml */src/main) | jdk
	./mvnw --quiet -DskipTests package

format: jdk ## Put the code into the project's format
	./mvnw --quiet spotless:apply

analyze: jar ## Measure how requests are shared and write a report; ENGINE=docker, URL=http://…
	@exec bin/ringkeeper analyze $(if $(ENGINE),--engine $(ENGINE)) $(if $(URL),--url $(URL)) \
	  $(if $(ADMIN),--admin $(ADMIN)) --out $(or $(OUT),target/analysis) $(ARGS)

bench: jar ## Run the micro-benchmarks
	$(JAVA_HOME)/bin/java -jar bench/target/benchmarks.jar -prof gc

clean: ## Remove everything that was built, and all that runs on Docker
	@! docker version > /dev/null 2>&1 || bin/deployment clean
	rm -rf target */target

# What needs a JDK gets the one that is found; what needs Docker alone asks for none.
run test fuzz jar format analyze bench: export JAVA_HOME = $(shell bin/find-jdk 2> /dev/null)
jdk:
	@bin/find-jdk > /dev/null
