package io.weir.graph.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testing.NodePackages;
import io.weir.testing.Programs;
import io.weir.testing.ScriptRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mermaid itself reads what is drawn. */
class MermaidIT {

    @TempDir
    Path folder;

    @Test
    void shouldDrawWhatMermaidReads() throws Exception {
        // given
        String diagram = WorkflowDiagram.of(new OrderWorkflow(folder).graph());

        // then
        assertThat(parse(diagram)).isEqualTo(new ScriptRun(0, "stateDiagram\n"));
        assertThat(parse(diagram.replace("}", "")).exitCode()).isNotZero();
    }

    private static ScriptRun parse(String diagram) throws Exception {
        Path script = NodePackages.folder(MermaidIT.class).resolve("parse.mjs");
        String node = Programs.require("node", "nodejs").toString();
        return ScriptRun.of(List.of(node, script.toString()), Map.of(), diagram);
    }
}
