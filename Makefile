# The two commands of a newcomer are `make run` and `make test`.

export JAVA_HOME := $(shell bin/find-jdk)
MVN := ./mvnw --quiet

.DEFAULT_GOAL := help
.PHONY: help build run test fuzz format bench clean

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

build: jdk ## Build the jar
	$(MVN) -DskipTests package

run: build ## Run a balancer on port 5000 with three replicas
	@exec bin/ringkeeper run $(ARGS)

test: jdk ## Run all tests
	./mvnw verify

fuzz: jdk ## Look for bytes that two readers of HTTP read differently
	$(MVN) -Pfuzz -pl balancer -am -DskipTests test $(ARGS)

format: jdk ## Put the code into the project's format
	$(MVN) spotless:apply

bench: jdk ## Run the micro-benchmarks
	$(MVN) -DskipTests package
	$(JAVA_HOME)/bin/java -jar bench/target/benchmarks.jar -prof gc

clean: jdk ## Remove everything that was built
	$(MVN) clean

.PHONY: jdk
jdk:
	@bin/find-jdk > /dev/null
