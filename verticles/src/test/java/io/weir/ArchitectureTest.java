package io.weir;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.vertx.core.http.HttpClient;
import java.util.Set;

/** The picture of the README, held: stages meet only on the bus, libraries know no stage, nothing goes in circles. */
@AnalyzeClasses(packages = "io.weir", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final Set<String> STAGES =
            Set.of("transport", "trigger", "bridge", "action", "gate", "log", "delivery");

    @ArchTest
    static final ArchRule STAGES_MEET_ONLY_ON_THE_BUS =
            slices().assignedFrom(new Stages()).should().notDependOnEachOther();

    @ArchTest
    static final ArchRule LIBRARIES_KNOW_NO_STAGE = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.weir.config..",
                    "io.weir.json..",
                    "io.weir.graph..",
                    "io.weir.plan..",
                    "io.weir.execution..",
                    "io.weir.source..",
                    "io.weir.subgraph..",
                    "io.weir.flow..",
                    "io.weir.cluster..",
                    "io.weir.error..",
                    "io.weir.store..",
                    "io.weir.telemetry..",
                    "io.weir.template..",
                    "io.weir.outbound..",
                    "io.weir.hook..",
                    "io.weir.operator..",
                    "io.weir.model..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.weir.transport..",
                    "io.weir.trigger..",
                    "io.weir.bridge..",
                    "io.weir.action..",
                    "io.weir.gate..",
                    "io.weir.log..",
                    "io.weir.delivery..",
                    "io.weir.server..",
                    "io.weir.cli..");

    @ArchTest
    static final ArchRule MESSAGES_KNOW_NOTHING = classes()
            .that()
            .resideInAPackage("io.weir.bus..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.weir.bus..", "java..", "io.vertx.core..", "org.jspecify..");

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("io.weir.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_BRIDGES_SEE_BROKERS = noClasses()
            .that()
            .resideOutsideOfPackages("io.weir.bridge..", "io.weir.load..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.vertx.rabbitmq..", "com.rabbitmq..", "io.vertx.kafka..", "org.apache.kafka..", "io.nats..");

    @ArchTest
    static final ArchRule ONLY_LEDGERS_SEE_THE_DATABASE = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.weir.store..",
                    "io.weir.action.ledger..",
                    "io.weir.log.ledger..",
                    "io.weir.gate.ledger..",
                    "io.weir.gate.lsn..",
                    "io.weir.delivery.ledger..",
                    "io.weir.model..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.vertx.pgclient..", "io.vertx.sqlclient..", "org.postgresql..", "org.flywaydb..", "java.sql..");

    @ArchTest
    static final ArchRule ONLY_CALLERS_SEE_HTTP_CLIENTS = noClasses()
            .that()
            .resideOutsideOfPackages("io.weir.subgraph..", "io.weir.outbound..", "io.weir.load..", "io.weir.demo..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(HttpClient.class);

    @ArchTest
    static final ArchRule ONLY_THE_COMMAND_LINE_SEES_THE_ENVIRONMENT = noClasses()
            .that()
            .resideOutsideOfPackages("io.weir", "io.weir.cli..", "io.weir.demo..")
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class);

    /** One slice for each stage package, its sub-packages included; the rest is of no slice. */
    private static final class Stages implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            String[] parts = javaClass.getPackageName().split("\\.");
            boolean stage = parts.length > 2 && STAGES.contains(parts[2]);
            return stage ? SliceIdentifier.of(parts[2]) : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "stages";
        }
    }
}
